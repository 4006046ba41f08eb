package org.liftlock.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.LaunchReply;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunOrder;
import org.liftlock.launcher.RunState;
import org.liftlock.security.SecretRef;
import picocli.CommandLine;

/**
 * This machine as a target, without a launcher between: our own program runs inside the test, every other one as a
 * process.
 */
final class LocalTarget implements Launcher {

    private final Map<String, String> secrets;

    LocalTarget(Map<String, String> secrets) {
        this.secrets = secrets;
    }

    /** Runs commands in order, as the launcher would; the first that fails is the result. */
    static Reading run(Launcher target, List<Command> commands) {
        Reading last = new Reading(0, "", "");
        for (Command command : commands) {
            last = target.read(command);
            if (!command.success().contains(last.exitCode())) {
                return last;
            }
        }
        return last;
    }

    @Override
    public Reading read(Command command) {
        Map<String, String> environment = new HashMap<>();
        command.environment().forEach((name, value) -> environment.put(name, resolved(value)));
        int own = command.arguments().indexOf("store");
        return own > 0
                ? ownProgram(
                        command,
                        command.arguments().subList(own + 1, command.arguments().size()),
                        environment)
                : process(command, environment);
    }

    private String resolved(String value) {
        return SecretRef.isReference(value) ? secrets.get(SecretRef.parse(value).name()) : value;
    }

    private static Reading ownProgram(Command command, List<String> arguments, Map<String, String> environment) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        byte[] stdin = command.stdin().orElse("").getBytes(StandardCharsets.UTF_8);
        int exit = new CommandLine(new StoreCommand(new ByteArrayInputStream(stdin), environment, Clock.systemUTC()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new Reading(exit, out.toString(), err.toString());
    }

    private static Reading process(Command command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command.arguments());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Reading(process.waitFor(), out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public LaunchReply launch(RunOrder order) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<RunKey, RunState> observe(Collection<RunKey> keys) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RunState stop(RunKey key, long token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Output output(RunKey key, long offset, int limit) {
        throw new UnsupportedOperationException();
    }
}

package org.liftlock.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.LaunchReply;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunOrder;
import org.liftlock.launcher.RunState;

/** Reads by real processes on this machine; refuses to change anything. */
public final class ProcessLauncher implements Launcher {

    @Override
    public Reading read(Command command) {
        try {
            Path output = Files.createTempFile("reading", ".out");
            Path errors = Files.createTempFile("reading", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command.arguments())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
                builder.environment().putAll(command.environment());
                Process process = builder.start();
                if (!process.waitFor(command.within().toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    return new Reading(124, "", "");
                }
                return new Reading(process.exitValue(), text(output), text(errors));
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException missing) {
            return new Reading(127, "", missing.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Reading(143, "", "interrupted");
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public LaunchReply launch(RunOrder order) {
        throw new UnsupportedOperationException("A reading step launches nothing");
    }

    @Override
    public Map<RunKey, RunState> observe(Collection<RunKey> keys) {
        throw new UnsupportedOperationException("A reading step launches nothing");
    }

    @Override
    public RunState stop(RunKey key, long token) {
        throw new UnsupportedOperationException("A reading step launches nothing");
    }

    @Override
    public Output output(RunKey key, long offset, int limit) {
        throw new UnsupportedOperationException("A reading step launches nothing");
    }
}

package org.liftlock.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liftlock.security.Masking;
import org.liftlock.security.MissingSecret;
import org.liftlock.security.SecretStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The launcher of one instance on this machine: calls the script, and reads its answers. */
final class LocalLauncher implements Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(LocalLauncher.class);
    private static final Duration LAUNCH_LIMIT = Duration.ofSeconds(30);
    /** The script waits for TERM, then for KILL, ten seconds each. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    /** A folder of a run may hold anything. */
    private static final Duration CLEAN_LIMIT = Duration.ofMinutes(10);

    private final String instance;
    private final LocalScript script;
    private final SecretStore secrets;

    LocalLauncher(String instance, LocalScript script) {
        this.instance = instance;
        this.script = script;
        this.secrets = script.secrets();
    }

    @Override
    public LaunchReply launch(RunOrder order) {
        try {
            byte[] text = OrderText.of(order, secrets);
            Program program =
                    script.prepare("launch", List.of(instance, order.key().value(), Long.toString(order.token())));
            return LaunchReplyText.parse(program.run(text, LAUNCH_LIMIT), script::masked);
        } catch (MissingSecret missing) {
            return new LaunchReply.NotReached(missing.getMessage());
        } catch (IOException notStarted) {
            return new LaunchReply.NotReached(script.notInPlace(notStarted));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new LaunchReply.ReplyLost("Liftlock was shut down while it waited for the launcher of " + instance);
        }
    }

    @Override
    public Map<RunKey, RunState> observe(Collection<RunKey> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        try {
            Map<String, RunState> states =
                    script.states(keys.stream().map(this::run).distinct().toList());
            return keys.stream().distinct().collect(Collectors.toMap(Function.identity(), key -> states.get(run(key))));
        } catch (LauncherTrouble notReached) {
            return keys.stream()
                    .distinct()
                    .collect(Collectors.toMap(
                            Function.identity(), key -> new RunState.Unknown(notReached.getMessage())));
        }
    }

    @Override
    public RunState stop(RunKey key, long token) {
        try {
            Program.Ended answer = script.ask(STOP_LIMIT, "stop", List.of(instance, key.value(), Long.toString(token)));
            String text = answer.outputText().strip();
            if (text.startsWith("STALE ")) {
                return new RunState.Unknown("the launcher of " + instance + " refused to stop: it has seen token "
                        + text.substring(6) + ", this order came with " + token + ", so another node has taken over");
            }
            if (text.startsWith("STOPPED ")) {
                LOG.warn("Run {} of {} on this machine: {}", key, instance, text);
            }
            return answer.exitCode() == 0 ? StateText.parse(text) : new RunState.Unknown(script.silent(answer));
        } catch (LauncherTrouble notReached) {
            return new RunState.Unknown(notReached.getMessage());
        }
    }

    @Override
    public Output output(RunKey key, long offset, int limit) {
        return new LocalOutput(script, instance, key).from(offset, limit);
    }

    @Override
    public Reading read(Command command) {
        Path directory = command.directory().map(Path::of).orElse(script.home());
        Map<String, String> revealed = new HashMap<>();
        command.environment().forEach((name, value) -> revealed.put(name, secrets.reveal(value)));
        byte[] stdin = command.stdin().map(secrets::reveal).orElse("").getBytes(StandardCharsets.UTF_8);
        try {
            Files.createDirectories(script.home());
            if (!Files.isDirectory(directory)) {
                return new Reading(126, "", "The directory " + directory + " does not exist on this machine");
            }
            Program.Ended ended = new Program(asUser(command), directory, revealed).run(stdin, command.within());
            Masking masking = secrets.masking();
            return new Reading(
                    ended.exitCode(),
                    ended.output().masked(masking),
                    ended.errors().masked(masking));
        } catch (IOException notStarted) {
            return new Reading(
                    127,
                    "",
                    "\"" + command.arguments().get(0) + "\" could not be started on this machine: "
                            + notStarted.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LauncherTrouble(
                    "Liftlock was shut down while it waited for a command on this machine", interrupted);
        }
    }

    private static List<String> asUser(Command command) {
        List<String> arguments = new ArrayList<>();
        command.as()
                .filter(user -> !user.equals(System.getProperty("user.name")))
                .ifPresent(user -> {
                    arguments.addAll(List.of("sudo", "-n", "-u", user));
                    if (!command.environment().isEmpty()) {
                        arguments.add("--preserve-env="
                                + String.join(",", command.environment().keySet()));
                    }
                    arguments.add("--");
                });
        arguments.addAll(command.arguments());
        return arguments;
    }

    @Override
    public void clean(int days) {
        Program.Ended answer = script.ask(CLEAN_LIMIT, "clean", List.of(instance, Integer.toString(days)));
        if (answer.exitCode() != 0) {
            throw new LauncherTrouble(
                    "Old runs of " + instance + " were not cleaned up: " + script.silent(answer), null);
        }
    }

    String run(RunKey key) {
        return instance + "/" + key;
    }
}

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
import org.liftlock.security.Masking;
import org.liftlock.security.MissingSecret;
import org.liftlock.security.SecretStore;

/** The launcher of one instance on this machine: calls the script, and reads its answers. */
final class LocalLauncher implements Launcher {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);
    /** The script waits for TERM, then for KILL, ten seconds each. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private static final byte[] NO_INPUT = {};

    private final String shell;
    private final String instance;
    private final Path home;
    private final LauncherScript script;
    private final SecretStore secrets;
    private final Map<String, String> environment;

    LocalLauncher(
            String shell,
            String instance,
            Path home,
            LauncherScript script,
            SecretStore secrets,
            Map<String, String> environment) {
        this.shell = shell;
        this.instance = instance;
        this.home = home;
        this.script = script;
        this.secrets = secrets;
        this.environment = new HashMap<>(environment);
        this.environment.put("LIFTLOCK_LAUNCHER_HOME", home.toString());
    }

    @Override
    public LaunchReply launch(RunOrder order) {
        byte[] text;
        Program program;
        try {
            text = OrderText.of(order, secrets);
            program = call("launch", order.key().value(), Long.toString(order.token()));
        } catch (MissingSecret missing) {
            return new LaunchReply.NotReached(missing.getMessage());
        } catch (IOException notInPlace) {
            return new LaunchReply.NotReached(notInPlace(notInPlace));
        }
        try {
            return LaunchReplyText.parse(program.run(text, CALL_LIMIT));
        } catch (IOException notStarted) {
            return new LaunchReply.NotReached(notInPlace(notStarted));
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
        List<String> words = new ArrayList<>();
        keys.forEach(key -> words.add(key.value()));
        Map<RunKey, RunState> states = new HashMap<>();
        try {
            Program.Ended answer = ask(CALL_LIMIT, "observe", words.toArray(String[]::new));
            keys.forEach(key -> states.put(key, new RunState.Unknown(silent(answer))));
            answer.outputText().lines().map(line -> line.split(" ", 2)).forEach(line -> {
                if (line.length == 2 && words.contains(line[0])) {
                    states.put(new RunKey(line[0]), StateText.parse(line[1]));
                }
            });
        } catch (IOException notReached) {
            keys.forEach(key -> states.put(key, new RunState.Unknown(notInPlace(notReached))));
        }
        return states;
    }

    @Override
    public RunState stop(RunKey key, long token) {
        try {
            Program.Ended answer = ask(STOP_LIMIT, "stop", key.value(), Long.toString(token));
            String text = answer.outputText().strip();
            if (text.startsWith("STALE ")) {
                return new RunState.Unknown("the launcher of " + instance + " refused to stop: it has seen token "
                        + text.substring(6) + ", this order came with " + token + ", so another node has taken over");
            }
            return answer.exitCode() == 0 ? StateText.parse(text) : new RunState.Unknown(silent(answer));
        } catch (IOException notReached) {
            return new RunState.Unknown(notInPlace(notReached));
        }
    }

    @Override
    public Output output(RunKey key, long offset, int limit) {
        Masking masking = secrets.masking();
        long before = Math.max(0, offset - masking.reach());
        int wanted = (int) (offset - before) + limit + masking.reach();
        try {
            Window window = window(key, before, wanted);
            Output found = excerpt(window, before, offset, limit, masking);
            if (found.nextOffset() == offset && window.bytes.length < wanted && window.end() < window.total) {
                // Nothing more can be shown before a gap: an end there may be the beginning of a secret.
                long behind = Math.max(offset, window.end());
                found = excerpt(window(key, behind, limit + masking.reach()), behind - 1, offset, limit, masking);
            }
            return found;
        } catch (IOException notReached) {
            throw new LauncherTrouble(notInPlace(notReached), notReached);
        }
    }

    /** @param asked where the window was to begin; one that begins later may begin within a secret */
    private static Output excerpt(Window window, long asked, long offset, int limit, Masking masking) {
        long from = Math.max(offset, window.first > asked ? window.first + masking.reach() : offset);
        if (from > window.end()) {
            return new Output("", offset, window.total);
        }
        int start = (int) (from - window.first);
        boolean last = window.complete && window.end() == window.total;
        Masking.Excerpt shown =
                masking.excerpt(window.bytes, start, Math.min(start + limit, window.bytes.length), last);
        return Output.behindGap(from - offset, shown.text(), window.first + shown.end(), window.total);
    }

    @Override
    public Reading read(Command command) {
        Path directory = command.directory().map(Path::of).orElse(home);
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
        Map<String, String> revealed = new HashMap<>();
        command.environment().forEach((name, value) -> revealed.put(name, secrets.reveal(value)));
        byte[] stdin = command.stdin().map(secrets::reveal).orElse("").getBytes(StandardCharsets.UTF_8);
        try {
            Files.createDirectories(home);
            if (!Files.isDirectory(directory)) {
                return new Reading(126, "", "The directory " + directory + " does not exist on this machine");
            }
            Program.Ended ended = new Program(arguments, directory, revealed).run(stdin, command.within());
            Masking masking = secrets.masking();
            return new Reading(ended.exitCode(), masking.mask(ended.outputText()), masking.mask(ended.errorText()));
        } catch (IOException notStarted) {
            return new Reading(
                    127,
                    "",
                    "\"" + arguments.get(0) + "\" could not be started on this machine: " + notStarted.getMessage());
        } catch (InterruptedException interrupted) {
            throw shutDown(interrupted);
        }
    }

    /** Drops the output of runs that ended more than so many days ago; their ends stay known. */
    void clean(int days) {
        try {
            Program.Ended answer = ask(CALL_LIMIT, "clean", Integer.toString(days));
            if (answer.exitCode() != 0) {
                throw new LauncherTrouble("Old runs were not cleaned up: " + silent(answer), null);
            }
        } catch (IOException notReached) {
            throw new LauncherTrouble(notInPlace(notReached), notReached);
        }
    }

    private Window window(RunKey key, long from, int count) throws IOException {
        Program.Ended answer =
                ask(CALL_LIMIT, "output", key.value(), Long.toString(from), Integer.toString(Math.max(1, count)));
        return Window.parse(answer.output());
    }

    private Program.Ended ask(Duration within, String verb, String... words) throws IOException {
        try {
            return call(verb, words).run(NO_INPUT, within);
        } catch (InterruptedException interrupted) {
            throw shutDown(interrupted);
        }
    }

    private Program call(String verb, String... words) throws IOException {
        Files.createDirectories(home);
        List<String> arguments =
                new ArrayList<>(List.of(shell, script.putInto(home).toString(), verb, instance));
        arguments.addAll(List.of(words));
        return new Program(arguments, home, environment);
    }

    private static LauncherTrouble shutDown(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new LauncherTrouble("Liftlock was shut down while it waited for a command on this machine", interrupted);
    }

    private String silent(Program.Ended answer) {
        return answer.exitCode() == Program.TIME_UP
                ? "the launcher of " + instance + " on this machine did not answer in time"
                : "the launcher of " + instance + " on this machine gave no state, but exit code " + answer.exitCode()
                        + ": " + answer.outputText().strip() + " "
                        + answer.errorText().strip();
    }

    private String notInPlace(IOException trouble) {
        return "The launcher cannot be put in place or started below " + home + " on this machine ("
                + trouble.getMessage() + "). Check the rights and the space there (liftlock.launcher.home)";
    }

    /** A part of a run's output, as it lies on the target. */
    private record Window(byte[] bytes, long first, long total, boolean complete) {

        static Window parse(byte[] answer) {
            String text = new String(answer, StandardCharsets.ISO_8859_1);
            int lineEnd = text.indexOf('\n');
            String[] words = text.substring(0, Math.max(0, lineEnd)).split(" ");
            if (words.length != 4 || !words[0].equals("OUTPUT")) {
                throw new LauncherTrouble("The launcher gave no output but \"" + text + "\"", null);
            }
            byte[] bytes = text.substring(lineEnd + 1).getBytes(StandardCharsets.ISO_8859_1);
            return new Window(bytes, Long.parseLong(words[1]), Long.parseLong(words[2]), words[3].equals("complete"));
        }

        long end() {
            return first + bytes.length;
        }
    }
}

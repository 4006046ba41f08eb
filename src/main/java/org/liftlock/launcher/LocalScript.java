package org.liftlock.launcher;

import java.io.IOException;
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
import org.liftlock.security.SecretStore;

/** Calls the launcher's script on this machine, once it is in place there. */
final class LocalScript {

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(30);
    private static final byte[] NO_INPUT = {};

    private final String shell;
    private final Path home;
    private final LauncherScript script;
    private final SecretStore secrets;
    private final Map<String, String> environment;

    LocalScript(String shell, Path home, LauncherScript script, SecretStore secrets, Map<String, String> environment) {
        this.shell = shell;
        this.home = home;
        this.script = script;
        this.secrets = secrets;
        this.environment = new HashMap<>(environment);
        this.environment.put("LIFTLOCK_LAUNCHER_HOME", home.toString());
    }

    Path home() {
        return home;
    }

    SecretStore secrets() {
        return secrets;
    }

    /** @throws IOException when the script was certainly not started */
    Program prepare(String verb, List<String> words) throws IOException {
        Files.createDirectories(home);
        List<String> arguments =
                new ArrayList<>(List.of(shell, script.putInto(home).toString(), verb));
        arguments.addAll(words);
        return new Program(arguments, home, environment);
    }

    Program.Ended ask(Duration within, String verb, List<String> words) {
        try {
            return prepare(verb, words).run(NO_INPUT, within);
        } catch (IOException notStarted) {
            throw new LauncherTrouble(notInPlace(notStarted), notStarted);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LauncherTrouble("Liftlock was shut down while it waited for its launcher", interrupted);
        }
    }

    /** @param runs each INSTANCE/KEY */
    Map<String, RunState> states(Collection<String> runs) {
        Program.Ended answer = ask(LOOK_LIMIT, "observe", List.copyOf(runs));
        Map<String, RunState> said = answer.outputText()
                .lines()
                .map(line -> line.split(" ", 2))
                .filter(words -> words.length == 2)
                .collect(
                        Collectors.toMap(words -> words[0], words -> StateText.parse(words[1]), (first, last) -> last));
        return runs.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        run -> said.getOrDefault(run, new RunState.Unknown(silent(answer))),
                        (first, last) -> last));
    }

    String silent(Program.Ended answer) {
        return answer.exitCode() == Program.TIME_UP
                ? "the launcher on this machine did not answer in time"
                : "the launcher on this machine gave no state, but exit code " + answer.exitCode() + ": "
                        + masked(answer);
    }

    /** What it said that was not expected. */
    String masked(Program.Ended answer) {
        return secrets.masking()
                .mask((answer.outputText().strip() + " " + answer.errorText().strip()).strip());
    }

    String notInPlace(IOException trouble) {
        return "The launcher cannot be put in place or started below " + home + " on this machine ("
                + trouble.getMessage() + "). Check the rights and the space there (liftlock.launcher.home)";
    }
}

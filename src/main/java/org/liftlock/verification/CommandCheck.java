package org.liftlock.verification;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.springframework.stereotype.Component;

/** Runs a command that only reads, on the target; its value is what it prints. */
@Component
class CommandCheck implements ValueType {

    private static final int TIME_WAS_UP = 124;
    private static final Set<String> GOOD = Set.of("done", "passed", "ok");
    private static final int NO_SUCH_PROGRAM = 127;

    @Override
    public String name() {
        return "command";
    }

    @Override
    public String usualExpectation() {
        return "the command to end well";
    }

    @Override
    public String value(Check check) {
        return reading(check).output();
    }

    /** @throws CannotCheck when the command ends with another exit code than those the description takes for good */
    static Launcher.Reading reading(Check check) {
        Command command = command(check);
        Launcher.Reading reading = check.read(command);
        if (!command.success().contains(reading.exitCode())) {
            throw new CannotCheck(failure(check, command, reading), reading.output() + reading.errors());
        }
        return reading;
    }

    /** Secrets in the environment and on standard input stay references: the launcher resolves them. */
    private static Command command(Check check) {
        if (check.settings().value("run").orElse(null) instanceof Command command) {
            return command;
        }
        Settings settings = check.settings();
        Map<String, String> environment = new LinkedHashMap<>();
        settings.map("env").forEach((name, value) -> environment.put(name, String.valueOf(value)));
        return new Command(
                settings.requiredTexts("run", "command"),
                settings.text("stdin"),
                environment,
                settings.text("as"),
                Optional.empty(),
                check.limit(),
                success(settings));
    }

    /** {@code exit: [0, 3]}, or by meaning: {@code exit: {"0": done, "3": together, else: failed}}, where done counts. */
    private static Set<Integer> success(Settings settings) {
        if (!(settings.value("exit").orElse(null) instanceof Map<?, ?> meanings)) {
            List<Integer> exits = settings.numbers("exit");
            return exits.isEmpty() ? Set.of(0) : Set.copyOf(exits);
        }
        Set<Integer> done = new HashSet<>();
        meanings.forEach((code, meaning) -> {
            if (GOOD.contains(String.valueOf(meaning)) && !"else".equals(code)) {
                done.add(Integer.valueOf(String.valueOf(code)));
            }
        });
        if (done.isEmpty()) {
            throw new CannotCheck("no exit code that means done: write exit: {\"0\": done, else: failed}");
        }
        return done;
    }

    private static String failure(Check check, Command command, Launcher.Reading reading) {
        String program = command.arguments().get(0);
        String said = reading.errors().isBlank() ? reading.output() : reading.errors();
        return switch (reading.exitCode()) {
            case TIME_WAS_UP -> program + " was not done within " + Texts.duration(check.limit());
            case NO_SUCH_PROGRAM -> "no program " + program + " on " + check.target();
            default ->
                "exit code " + reading.exitCode() + " of " + program
                        + (said.isBlank() ? "" : ", which said " + Texts.quote(said));
        };
    }
}

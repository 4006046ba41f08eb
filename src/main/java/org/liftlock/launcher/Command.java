package org.liftlock.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.security.SecretRef;

/**
 * One program to run on a target: an argument array, never a shell line.
 *
 * @param arguments program and arguments, at least one
 * @param stdin text or {@code secret:name} handed over on standard input
 * @param environment variables added to the environment; a value may be {@code secret:name}
 * @param as user to run as; empty for the user Liftlock connects as
 * @param directory working directory; empty for the run directory
 * @param within longest time the program may take, above zero
 * @param success exit codes that count as success, usually 0 alone
 */
public record Command(
        List<String> arguments,
        Optional<String> stdin,
        Map<String, String> environment,
        Optional<String> as,
        Optional<String> directory,
        Duration within,
        Set<Integer> success) {

    public static final Duration USUAL_LIMIT = Duration.ofMinutes(10);

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        success = Set.copyOf(success);
        if (arguments.isEmpty() || arguments.get(0).isBlank()) {
            throw new IllegalArgumentException("A command names its program first: run: [program, argument]");
        }
        if (arguments.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("An argument cannot hold a NUL character");
        }
        if (arguments.stream().anyMatch(SecretRef::isReference)) {
            throw new IllegalArgumentException("A secret is never an argument, since every user of the machine can read"
                    + " arguments. Hand it over as stdin or environment");
        }
        environment.keySet().stream()
                .filter(name -> !name.matches("[A-Za-z_][A-Za-z0-9_]*"))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("\"" + name + "\" cannot name an environment variable: letters,"
                            + " digits and underscores, not starting with a digit");
                });
        if (within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException("A command's time limit is longer than zero");
        }
        if (success.isEmpty()) {
            throw new IllegalArgumentException("A command has at least one exit code that means success");
        }
    }

    public static Command of(String... arguments) {
        return of(List.of(arguments));
    }

    public static Command of(List<String> arguments) {
        return new Command(
                arguments, Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), USUAL_LIMIT, Set.of(0));
    }

    public Command within(Duration limit) {
        return new Command(arguments, stdin, environment, as, directory, limit, success);
    }
}

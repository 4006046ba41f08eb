package org.liftlock.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One program to run to its end on a machine. Secrets are revealed here: they are in stdin and environment, never in an
 * argument.
 *
 * @param as the user to run as; empty for the one the channel works as
 * @param directory empty for the one the channel begins in
 * @param within the longest it may take
 */
public record Call(
        List<String> arguments,
        byte[] stdin,
        Map<String, String> environment,
        Optional<String> as,
        Optional<String> directory,
        Duration within) {

    private static final byte[] NOTHING = {};

    public Call {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("A call names its program");
        }
    }

    public static Call of(List<String> arguments, Duration within) {
        return new Call(arguments, NOTHING, Map.of(), Optional.empty(), Optional.empty(), within);
    }

    public Call with(Map<String, String> variables) {
        return new Call(arguments, stdin, variables, as, directory, within);
    }

    public Call fedWith(byte[] input) {
        return new Call(arguments, input, environment, as, directory, within);
    }

    /** The arguments as the user of the channel starts them. Never with a terminal: nobody is there to type. */
    List<String> startedBy(String user) {
        if (as.isEmpty() || as.get().equals(user)) {
            return arguments;
        }
        List<String> all = new ArrayList<>(List.of("sudo", "-n", "-u", as.get()));
        if (!environment.isEmpty()) {
            all.add("--preserve-env=" + String.join(",", environment.keySet()));
        }
        all.add("--");
        all.addAll(arguments);
        return all;
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return String.join(" ", arguments);
    }
}

package org.liftlock.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.liftlock.descriptor.Durations;
import org.liftlock.launcher.Command;

/** A command as people read it: as one would type it, with everything that goes with it behind. */
final class CommandText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private final boolean full;

    CommandText(boolean full) {
        this.full = full;
    }

    String of(Command command) {
        return of(command.arguments()) + with(command);
    }

    String of(List<String> arguments) {
        return arguments.stream().map(this::argument).collect(Collectors.joining(" "));
    }

    private String with(Command command) {
        StringBuilder with = new StringBuilder();
        command.stdin().ifPresent(input -> with.append("  < ").append(argument(input)));
        command.environment().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry ->
                        with.append("  ").append(entry.getKey()).append('=').append(argument(entry.getValue())));
        command.directory().ifPresent(directory -> with.append("  in ").append(directory));
        with.append("  (at most ").append(Durations.write(command.within()));
        if (!command.success().equals(Set.of(0))) {
            List<Integer> codes = command.success().stream().sorted().toList();
            with.append(", done when it ends with ").append(codes.toString().replaceAll("[\\[\\]]", ""));
        }
        return with.append(')').toString();
    }

    private String argument(String argument) {
        if (PLAIN.matcher(argument).matches()) {
            return argument;
        }
        long lines = argument.strip().lines().count();
        if (lines > 1 && !full) {
            return "'" + argument.lines().findFirst().orElse("") + " …' [" + lines + " lines, --full shows them]";
        }
        return "'" + argument.replace("'", "'\\''").replaceAll("\\n$", full ? "\n" : "\\\\n") + "'";
    }
}

package org.liftlock.effect;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.liftlock.launcher.Command;

/**
 * What takes back what an effect opens. It is kept with the effect, so that no later change of a description loses it.
 *
 * @param name of what is opened, such as "haproxy-drain"
 * @param commands may speak of {@code ${kept.NAME}}
 * @param keeps what the opening commands print that has to be known here: a name, and the JSON pointer to it
 */
public record Undo(String name, List<Command> commands, Map<String, String> keeps) {

    public Undo {
        commands = List.copyOf(commands);
        keeps = Map.copyOf(keeps);
    }

    /** The commands, with what was kept in its places. */
    public List<Command> commands(Map<String, String> kept) {
        Map<String, String> named = new TreeMap<>();
        kept.forEach((key, value) -> named.put("${kept." + key + "}", value));
        UnaryOperator<String> fill = text -> {
            String filled = text;
            for (Map.Entry<String, String> entry : named.entrySet()) {
                filled = filled.replace(entry.getKey(), entry.getValue());
            }
            return filled;
        };
        return commands.stream().map(command -> filled(command, fill)).toList();
    }

    private static Command filled(Command command, UnaryOperator<String> fill) {
        return new Command(
                command.arguments().stream().map(fill).toList(),
                command.stdin().map(fill),
                command.environment().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> fill.apply(entry.getValue()))),
                command.as(),
                command.directory().map(fill),
                command.within(),
                command.success());
    }
}

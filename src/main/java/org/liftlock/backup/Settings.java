package org.liftlock.backup;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.launcher.Command;
import org.liftlock.security.SecretRef;

/** Reads the settings of a store; the error names the store, the setting and what was expected. */
record Settings(String store, Map<String, Object> values) {

    private static final String LOGIN = "login";
    private static final String PASSWORD = "password";
    private static final Duration USUAL_LIMIT = Duration.ofHours(2);

    static Settings of(StoreSpec store) {
        return new Settings(store.name(), store.settings());
    }

    Path path(String name) {
        return toPath(name, required(name));
    }

    Optional<Path> optionalPath(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> toPath(name, value));
    }

    List<Path> paths(String name) {
        if (!(required(name) instanceof Collection<?> all) || all.isEmpty()) {
            throw wrong(name, "a list of absolute paths");
        }
        return all.stream().map(value -> toPath(name, value)).toList();
    }

    /** Looked for in the settings, then under {@code login}. */
    Optional<String> login(String name) {
        Object found = values.get(name);
        if (found == null && values.get(LOGIN) instanceof Map<?, ?> login) {
            found = login.get(name);
        }
        return Optional.ofNullable(found).map(String::valueOf);
    }

    /** The reference to the store's password; none when the store has no password. */
    Optional<String> passwordReference() {
        Optional<String> password = login(PASSWORD).filter(value -> !value.isEmpty());
        if (password.isPresent() && !SecretRef.isReference(password.get())) {
            throw wrong(PASSWORD, "a reference such as secret:orders-db; a password never stands in a description");
        }
        return password;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::valueOf);
    }

    /** Several words, or none. */
    List<String> texts(String name) {
        Object value = values.getOrDefault(name, List.of());
        if (!(value instanceof Collection<?> all)) {
            throw wrong(name, "a list of texts");
        }
        return all.stream().map(String::valueOf).toList();
    }

    /** One of a few words; the first unless said. */
    String oneOf(String name, String... words) {
        String said = text(name).orElse(words[0]);
        if (!List.of(words).contains(said)) {
            throw wrong(name, String.join(" or ", words));
        }
        return said;
    }

    int number(String name, int usual, int least, int most) {
        String said = text(name).orElse(String.valueOf(usual));
        if (!said.matches("[0-9]{1,6}") || Integer.parseInt(said) < least || Integer.parseInt(said) > most) {
            throw wrong(name, "a number from " + least + " to " + most);
        }
        return Integer.parseInt(said);
    }

    Duration within() {
        return duration("within").orElse(USUAL_LIMIT);
    }

    Optional<Duration> duration(String name) {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Duration duration) {
            return Optional.of(duration);
        }
        String text = String.valueOf(value).toUpperCase(Locale.ROOT);
        try {
            return Optional.of(
                    Duration.parse(text.startsWith("P") ? text : text.endsWith("D") ? "P" + text : "PT" + text));
        } catch (DateTimeParseException unreadable) {
            throw wrong(name, "a duration such as 30m or 2h");
        }
    }

    /** Commands, as {@link Command}s or as maps with {@code run} in them. */
    List<Command> commands(String name) {
        if (!(required(name) instanceof Collection<?> all) || all.isEmpty()) {
            throw wrong(name, "a list of commands");
        }
        List<Command> commands = new ArrayList<>();
        for (Object each : all) {
            if (each instanceof Command command) {
                commands.add(command);
            } else if (each instanceof Map<?, ?> map && map.get("run") instanceof Collection<?> run && !run.isEmpty()) {
                commands.add(
                        Command.of(run.stream().map(String::valueOf).toList()).within(within()));
            } else {
                throw wrong(name, "a list of commands, each with run: [program, argument]");
            }
        }
        return commands;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * Without what only the application needs: commands are run by the launcher, not by the store tool, and the password
     * goes its own way.
     */
    Map<String, Object> forTool() {
        Map<String, Object> plain = new LinkedHashMap<>(values);
        plain.values()
                .removeIf(value -> value instanceof Collection<?> all
                        && all.stream().anyMatch(each -> each instanceof Command || each instanceof Map<?, ?>));
        plain.values().removeIf(Duration.class::isInstance);
        plain.remove(PASSWORD);
        plain.computeIfPresent(LOGIN, (name, login) -> withoutPassword((Map<?, ?>) login));
        return plain;
    }

    /** For a machine that has no business with it. */
    static Map<String, Object> withoutPassword(StoreSpec store) {
        Map<String, Object> plain = new LinkedHashMap<>(store.settings());
        plain.remove(PASSWORD);
        plain.computeIfPresent(LOGIN, (name, login) -> withoutPassword((Map<?, ?>) login));
        return plain;
    }

    private static Map<?, ?> withoutPassword(Map<?, ?> login) {
        Map<Object, Object> rest = new LinkedHashMap<>(login);
        rest.remove(PASSWORD);
        return rest;
    }

    private Path toPath(String name, Object value) {
        try {
            Path path = Path.of(String.valueOf(value));
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException unreadable) {
            // Said below.
        }
        throw wrong(name, "an absolute path");
    }

    Object required(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new StoreException(
                    "Store \"" + store + "\" has no \"" + name + "\". Add it to the description of the" + " store.");
        }
        return value;
    }

    StoreException wrong(String name, String expected) {
        return new StoreException("\"" + name + "\" of store \"" + store + "\" must be " + expected
                + ". Correct it in the description of the store.");
    }
}

package org.liftlock.erasure;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How long a class of contents is kept after the upgrade was closed.
 *
 * @param byLevel for control levels with a term of their own
 */
record KeepFor(Duration usual, Map<String, Duration> byLevel) {

    private static final Set<String> LEVELS = Set.of("LOW", "NORMAL", "HIGH", "EMERGENCY");
    private static final Duration LEAST = Duration.ofDays(30);

    KeepFor {
        byLevel = Map.copyOf(byLevel);
    }

    /** Of {@code "P1095D, HIGH P3650D"}. */
    static KeepFor of(String property, String written) {
        Duration usual = null;
        Map<String, Duration> byLevel = new HashMap<>();
        for (String part : written.split(",")) {
            String[] words = part.strip().split("\\s+");
            if (words.length == 1 && usual == null) {
                usual = term(property, words[0]);
            } else if (words.length == 2 && LEVELS.contains(words[0]) && !byLevel.containsKey(words[0])) {
                byLevel.put(words[0], term(property, words[1]));
            } else {
                throw unusable(property, written);
            }
        }
        if (usual == null) {
            throw unusable(property, written);
        }
        return new KeepFor(usual, byLevel);
    }

    private static Duration term(String property, String written) {
        try {
            Duration term = Duration.parse(written);
            if (term.compareTo(LEAST) >= 0) {
                return term;
            }
        } catch (DateTimeParseException noDuration) {
            throw unusable(property, written);
        }
        throw unusable(property, written);
    }

    private static IllegalArgumentException unusable(String property, String written) {
        return new IllegalArgumentException(property + " is \"" + written
                + "\", but a term is at least 30 days, written P1095D, and one for a control level follows its name:"
                + " P1095D, HIGH P3650D");
    }

    Duration after(Optional<String> level) {
        return level.map(byLevel::get).orElse(usual);
    }

    Duration shortest() {
        return byLevel.values().stream().reduce(usual, (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }
}

package org.liftlock.lifecycle;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns stored names into words for people: {@code BACK_AS_BEFORE} into "back as before". */
public final class Words {

    private static final Map<String, String> SPECIAL = Map.of(
            "BACK", "taken back",
            "PLANNED", "not started",
            "RAISED", "raised",
            "UNKNOWN", "outcome unknown");

    private Words() {}

    /** The words for a stored name. */
    public static String of(String name) {
        return Optional.ofNullable(SPECIAL.get(name))
                .orElseGet(() -> name.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' '));
    }

    /** The words with a capital letter in front. */
    public static String sentence(String name) {
        String words = of(name);
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}

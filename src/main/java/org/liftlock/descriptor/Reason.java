package org.liftlock.descriptor;

import java.util.List;

/**
 * Why an upgrade is asked for: a category and one practical sentence (R01).
 *
 * @param advisories identifiers such as {@code CVE-2026-12345}
 */
public record Reason(ReasonCategory category, String text, List<String> advisories) {

    public Reason {
        if (category == null) {
            throw new IllegalArgumentException("A reason has a category, for example security-fix (R01)");
        }
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(
                    "A reason is one practical sentence, for example \"fix authentication vulnerability\" (R01)");
        }
        if (text.length() > 1000) {
            throw new IllegalArgumentException("A reason is one sentence of at most 1000 characters (R01)");
        }
        advisories = List.copyOf(advisories);
    }

    public static Reason of(ReasonCategory category, String text) {
        return new Reason(category, text, List.of());
    }
}

package org.liftlock.launcher;

import java.util.regex.Pattern;

/** The idempotency key of one run: the launcher on the target starts a key at most once. */
public record RunKey(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");

    public RunKey {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A run key has letters, digits, dots, dashes and underscores, not \"" + value + "\"");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

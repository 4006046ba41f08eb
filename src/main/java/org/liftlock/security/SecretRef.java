package org.liftlock.security;

import java.util.regex.Pattern;

/**
 * The name of a secret, never its value. Written {@code secret:orders-db-password}; resolved only at the moment of use.
 */
public record SecretRef(String name) {

    private static final String PREFIX = "secret:";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    public SecretRef {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A secret is named by lower-case letters, digits, dots and dashes, for example secret:orders-db");
        }
    }

    /** Whether the text is a reference to a secret rather than a plain value. */
    public static boolean isReference(String text) {
        return text != null && text.startsWith(PREFIX);
    }

    /** Reads {@code secret:name}. */
    public static SecretRef parse(String text) {
        if (!isReference(text)) {
            throw new IllegalArgumentException("A reference to a secret starts with \"secret:\"");
        }
        return new SecretRef(text.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return PREFIX + name;
    }
}

package org.liftlock.naming;

import java.util.regex.Pattern;

/** The short name of a system, unique in the site: {@code order-service}. */
public record SystemId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public SystemId {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A system is named by lower-case letters, digits and dashes, starting with"
                            + " a letter (\"order-service\"), not \"" + value + "\"");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

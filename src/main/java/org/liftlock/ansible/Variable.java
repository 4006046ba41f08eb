package org.liftlock.ansible;

/**
 * A variable as it is written.
 *
 * @param kind what it is, when it is not a plain value
 */
record Variable(String value, Kind kind, int line) {

    /** What a value is. */
    enum Kind {
        PLAIN,
        /** A list or a map. */
        STRUCTURED,
        /** Encrypted by Ansible. */
        VAULT
    }

    static Variable plain(String value, int line) {
        return new Variable(value, value.startsWith("$ANSIBLE_VAULT") ? Kind.VAULT : Kind.PLAIN, line);
    }

    /** Holds a template, which only Ansible can fill in. */
    boolean isTemplate() {
        return value.contains("{{") || value.contains("{%");
    }
}

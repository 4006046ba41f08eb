package org.liftlock.erasure;

import java.util.regex.Pattern;

/**
 * What an erasure or a hold is about.
 *
 * @param id key of an upgrade, id of a system, id of a person
 */
public record Subject(Kind kind, String id) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    public enum Kind {
        UPGRADE,
        SYSTEM,
        PERSON
    }

    public Subject {
        if (kind == null) {
            throw new IllegalArgumentException("Say what it is about: UPGRADE, SYSTEM or PERSON");
        }
        if (id == null || !FORM.matcher(id).matches()) {
            throw new IllegalArgumentException("\"" + (id == null ? "" : id) + "\" is not the "
                    + (kind == Kind.UPGRADE ? "key of an upgrade, such as UPG-2026-0001" : "id of a system or person"));
        }
    }

    public String words() {
        return kind == Kind.UPGRADE ? id : kind.name().toLowerCase() + " " + id;
    }
}

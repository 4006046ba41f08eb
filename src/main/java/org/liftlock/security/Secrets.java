package org.liftlock.security;

/** Gives the value of a secret at the moment it is used; callers neither store nor print it. */
@FunctionalInterface
public interface Secrets {

    /** The text itself, or the value it refers to when it is written {@code secret:name}. */
    String reveal(String text);
}

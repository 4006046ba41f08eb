package org.liftlock.security;

/** Gives the value of a secret at the moment it is used; callers neither store nor print it. */
@FunctionalInterface
public interface Secrets {

    /** @throws IllegalStateException when no secret of that name is known; the message names it, never a value */
    String reveal(SecretRef reference);
}

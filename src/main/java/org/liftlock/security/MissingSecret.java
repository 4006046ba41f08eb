package org.liftlock.security;

/** A secret is referred to that nobody has provided, or that cannot be read. */
public class MissingSecret extends RuntimeException {

    MissingSecret(String message) {
        super(message);
    }
}

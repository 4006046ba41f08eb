package org.liftlock.inventory;

/** An explanation that cannot be taken; the message says why. */
public class ExplanationRefused extends RuntimeException {

    ExplanationRefused(String message) {
        super(message);
    }
}

package org.liftlock.communication;

/** A message did not leave; it is tried again later. */
class NotSent extends Exception {

    NotSent(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.liftlock.channel;

/** Certain that nothing was started on the machine. The message says why, and what to do. */
public sealed class NotReached extends Exception permits NoSession {

    public NotReached(String message) {
        super(message);
    }

    public NotReached(String message, Throwable cause) {
        super(message, cause);
    }
}

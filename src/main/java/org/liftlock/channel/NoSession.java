package org.liftlock.channel;

/** The machine answers, and refuses one more session on its connection for now. */
final class NoSession extends NotReached {

    NoSession(String message) {
        super(message);
    }
}

package org.liftlock.channel;

/** The program may have been started; how it ended, and whether it did, is not known. */
public final class NoAnswer extends Exception {

    public NoAnswer(String message) {
        super(message);
    }
}

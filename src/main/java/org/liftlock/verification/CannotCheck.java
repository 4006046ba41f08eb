package org.liftlock.verification;

/** A value cannot be read or a check cannot be carried out; the message is the sentence a person reads. */
public final class CannotCheck extends RuntimeException {

    public CannotCheck(String sentence) {
        super(sentence);
    }

    CannotCheck(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

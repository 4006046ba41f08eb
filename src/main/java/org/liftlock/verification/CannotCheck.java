package org.liftlock.verification;

/** A value cannot be read or a check cannot be carried out; the message is the sentence a person reads. */
public final class CannotCheck extends RuntimeException {

    private final String printed;

    public CannotCheck(String sentence) {
        this(sentence, "");
    }

    /** @param printed all that was printed on the way, for the evidence */
    CannotCheck(String sentence, String printed) {
        super(sentence);
        this.printed = printed;
    }

    CannotCheck(String sentence, Throwable cause) {
        super(sentence, cause);
        this.printed = "";
    }

    String printed() {
        return printed;
    }
}

package org.liftlock.process;

/** Something outside the application has to be put right before it can start. */
public final class StartRefused extends RuntimeException {

    private final String sentence;
    private final String remedy;

    /**
     * @param sentence what is wrong
     * @param remedy what to do about it
     */
    public StartRefused(String sentence, String remedy, Throwable cause) {
        super(sentence + " " + remedy, cause);
        this.sentence = sentence;
        this.remedy = remedy;
    }

    String sentence() {
        return sentence;
    }

    String remedy() {
        return remedy;
    }
}

package org.liftlock.erasure;

/** Why nothing is erased, held or lifted, and what to do next. */
public class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String sentence) {
        super(sentence);
    }
}

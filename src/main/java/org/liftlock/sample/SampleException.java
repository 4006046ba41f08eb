package org.liftlock.sample;

/** The sample could not be put in place. */
class SampleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SampleException(String message) {
        super(message);
    }

    SampleException(String message, Throwable cause) {
        super(message, cause);
    }
}

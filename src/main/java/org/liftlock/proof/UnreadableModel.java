package org.liftlock.proof;

/** A file that is not BPMN; the message names it and says where it stops making sense. */
public final class UnreadableModel extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableModel(String resource, Exception cause) {
        super(
                resource + " cannot be read as BPMN: "
                        + (cause.getCause() == null ? cause : cause.getCause()).getMessage(),
                cause);
    }
}

package org.liftlock.process;

/** A deployment that is not active: it was kept as a proposal; the message says who approves it, and where. */
public final class ModelKept extends Refusal {

    private static final long serialVersionUID = 1L;

    ModelKept(String message) {
        super(message);
    }
}

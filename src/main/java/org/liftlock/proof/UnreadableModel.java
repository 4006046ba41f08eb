package org.liftlock.proof;

/** A file that is not BPMN; the message names it and says where it stops making sense. */
public final class UnreadableModel extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String resource;

    UnreadableModel(String resource, Exception cause) {
        super(resource + " cannot be read as BPMN: " + rootOf(cause).getMessage(), cause);
        this.resource = resource;
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }

    /** File it is about. */
    public String resource() {
        return resource;
    }
}

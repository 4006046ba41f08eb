package org.liftlock.lifecycle;

/** One target of an upgrade and how far it has come: PLANNED, WORKING, or the outcome of its unit. */
public record TargetDot(String target, String environment, boolean rehearsal, String state) {

    /** The state in words. */
    public String says() {
        return Words.of(state);
    }
}

package org.liftlock.verification;

/** What a check saw; {@code details} go into the evidence only. */
record Observation(boolean passed, String expected, String got, String details) {

    static Observation of(boolean passed, String expected, String got) {
        return new Observation(passed, expected, got, "");
    }
}

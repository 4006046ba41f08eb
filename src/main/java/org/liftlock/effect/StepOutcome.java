package org.liftlock.effect;

/** The four answers a model sees of a step; better ones first. */
public enum StepOutcome {
    SUCCEEDED,
    REFUSED,
    FAILED,
    UNKNOWN
}

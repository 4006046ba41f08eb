package org.liftlock.descriptor;

/** What happens at the last moment to decide when nobody answers (R32). */
public enum NoAnswer {
    ROLL_BACK,
    STOP_AND_HOLD,
    GO_ON
}

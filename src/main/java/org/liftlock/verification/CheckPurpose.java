package org.liftlock.verification;

import org.liftlock.descriptor.CheckSpec;

/** Why checks are run. */
public enum CheckPurpose {
    /** Before anything was touched: may the upgrade start at all? */
    PRECHECK,
    /** After apply: does the target do its work? */
    ACCEPTANCE,
    /** After a rollback: is it as before (R40)? */
    ROLLBACK,
    /** On a stopped target: do the checks notice (R20)? */
    CAN_FAIL,
    /** Over all targets together: checks that say {@code per: rollout}. */
    ROLLOUT,
    /** After the step that destroys the way back: checks that say {@code when: finished}. */
    FINISHED,
    /** While the system is watched after the upgrade (R43). */
    WATCH;

    /** The purpose a check is written for. Checks for a later moment do not belong to an earlier run. */
    boolean takes(CheckSpec check) {
        boolean finished = "finished".equals(check.settings().get("when"));
        boolean rollout = "rollout".equals(check.settings().get("per"));
        return switch (this) {
            case FINISHED -> finished;
            case ROLLOUT -> rollout && !finished;
            default -> !finished && !rollout;
        };
    }
}

package org.liftlock.descriptor;

import java.time.Duration;

/**
 * When the step that destroys the way back may run: after sign-off, and after this wait.
 */
public record Finish(Duration waiting) {

    public static final Finish AT_SIGN_OFF = new Finish(Duration.ZERO);

    public Finish {
        if (waiting.isNegative()) {
            throw new IllegalArgumentException("The wait before finish is not negative");
        }
    }
}

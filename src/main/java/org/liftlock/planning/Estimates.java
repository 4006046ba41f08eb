package org.liftlock.planning;

import java.time.Duration;
import java.time.Instant;
import org.liftlock.descriptor.Limits;

/**
 * How long each part of the upgrade takes, as measured or, where nothing was measured yet, as the description says. None
 * is negative.
 *
 * @param margin kept free at the end for what nobody thought of
 */
public record Estimates(
        Duration prepare,
        Duration backUp,
        Duration apply,
        Duration verify,
        Duration rollBack,
        Duration tell,
        Duration margin) {

    public Estimates {
        for (Duration part : new Duration[] {prepare, backUp, apply, verify, rollBack, tell, margin}) {
            if (part.isNegative()) {
                throw new IllegalArgumentException("No part of an upgrade takes less than no time");
            }
        }
    }

    /** What a description says, completed by careful defaults. */
    public static Estimates of(Limits limits) {
        return new Estimates(
                limits.prepare().orElse(Duration.ofMinutes(5)),
                limits.backUp().orElse(Duration.ofMinutes(30)),
                limits.apply().orElse(Duration.ofMinutes(30)),
                limits.verify().orElse(Duration.ofMinutes(15)),
                limits.rollBack().orElse(Duration.ofMinutes(30)),
                limits.tell().orElse(Duration.ofMinutes(5)),
                limits.margin().orElse(Duration.ofMinutes(10)));
    }

    /** Everything a window has to cover: the upgrade, its way back, telling people, and the margin (R24). */
    public Duration total() {
        return prepare.plus(backUp).plus(apply).plus(verify).plus(wayBack());
    }

    /** Going back, telling people, and the margin. */
    public Duration wayBack() {
        return rollBack.plus(tell).plus(margin);
    }

    /** The last moment at which a decision to go back still fits the window (R32). */
    public Instant lastMoment(Instant windowEnds) {
        return windowEnds.minus(wayBack());
    }
}

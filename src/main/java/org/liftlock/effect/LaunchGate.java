package org.liftlock.effect;

import java.time.Duration;

/**
 * Asked inside the launch transaction, with the upgrade's row locked, whether a forward effect may start now: directive,
 * window, freeze, approval of the sealed plan, and enough time left for the way back (R26, R28, R31).
 */
public interface LaunchGate {

    Answer mayStart(String upgradeKey, String unitId, EffectKind kind);

    sealed interface Answer {

        record Open() implements Answer {}

        /** @param reason which gate is closed and what would open it */
        record Closed(String reason) implements Answer {}

        /** The node that fired the timer is ahead of the database's time. */
        record NotYet(Duration pause) implements Answer {}
    }
}

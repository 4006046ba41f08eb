package org.liftlock.descriptor;

import java.time.Duration;
import java.util.Optional;
import org.liftlock.naming.TargetId;

/**
 * How an upgrade spreads over many targets (R41).
 *
 * @param pilot the target that goes first, alone
 * @param watchPilot how long the pilot is watched before the next wave
 * @param batch targets of one wave, at least 1
 * @param together mixed versions are forbidden: all targets form one unit (R11)
 * @param mixed how long two versions may be in use side by side (R11); empty when nobody has said
 * @param keepUp targets that must stay in service at any time
 * @param stopAfter failures after which nothing new starts, at least 1
 * @param silentIsFailure a target that falls silent counts as failed
 */
public record Rollout(
        Optional<TargetId> pilot,
        Duration watchPilot,
        int batch,
        boolean together,
        Optional<Duration> mixed,
        int keepUp,
        int stopAfter,
        boolean silentIsFailure) {

    public static final Rollout ONE_BY_ONE =
            new Rollout(Optional.empty(), Duration.ZERO, 1, false, Optional.empty(), 0, 1, true);

    public Rollout {
        if (batch < 1 || stopAfter < 1 || keepUp < 0) {
            throw new IllegalArgumentException("A rollout raises at least one target at a time and stops after at"
                    + " least one failure; this one says batch " + batch + ", stop after " + stopAfter);
        }
    }
}

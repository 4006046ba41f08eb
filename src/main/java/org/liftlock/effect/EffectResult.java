package org.liftlock.effect;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.liftlock.naming.TargetId;

/** An effect that has ended. */
public record EffectResult(
        String effectId, TargetId target, EffectOutcome outcome, Optional<Instant> startedAt, Instant settledAt) {

    /** Time from the start to the known end; zero when nothing was started. */
    public Duration took() {
        return startedAt.map(start -> Duration.between(start, settledAt)).orElse(Duration.ZERO);
    }
}

package org.liftlock.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.liftlock.lifecycle.Progress;

/**
 * Where a step is.
 *
 * @param outcome present when it has ended
 * @param usual P80: four of five good ones on this system stayed within; empty when none was measured
 * @param trouble why its target cannot be read just now
 */
public record StepState(
        Optional<String> outcome,
        Optional<String> summary,
        Instant startedAt,
        Duration elapsed,
        Optional<Duration> usual,
        Optional<Progress> progress,
        Optional<String> trouble) {

    public boolean ended() {
        return outcome.isPresent();
    }

    public boolean late() {
        return usual.filter(within -> elapsed.compareTo(within) > 0).isPresent();
    }

    /** Whether a follower has to be told: time passes anyway. */
    boolean tellsNoMoreThan(StepState other) {
        return other != null
                && outcome.equals(other.outcome)
                && progress.equals(other.progress)
                && trouble.equals(other.trouble)
                && late() == other.late();
    }
}

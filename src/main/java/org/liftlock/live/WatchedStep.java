package org.liftlock.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liftlock.launcher.RunKey;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;

/**
 * A step as the journal has it.
 *
 * @param runs what it has on targets, by target; empty for a step that only reads, or has not begun to plan
 */
public record WatchedStep(
        String upgrade,
        String id,
        String topic,
        String environment,
        Optional<String> outcome,
        Optional<String> summary,
        Instant startedAt,
        Optional<Instant> endedAt,
        List<Run> runs) {

    /**
     * One run on a target.
     *
     * @param log evidence that holds the output, once the run has ended
     */
    public record Run(TargetId target, RunKey key, Status status, String detail, Optional<Digest> log) {}

    /** Of a run: not handed to the target, handed to it, or known to have ended. */
    public enum Status {
        PLANNED,
        STARTED,
        SETTLED
    }

    public List<String> targets() {
        return runs.stream().map(run -> run.target().toString()).toList();
    }

    Optional<Run> on(String target) {
        return runs.stream()
                .filter(run -> target.isEmpty() || run.target().toString().equals(target))
                .findFirst();
    }

    boolean ended() {
        return outcome.isPresent();
    }
}

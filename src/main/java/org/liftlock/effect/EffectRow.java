package org.liftlock.effect;

import java.time.Instant;
import java.util.Optional;
import org.liftlock.launcher.RunKey;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;

/**
 * A row of the effect journal.
 *
 * @param seen whether the target has ever said that it knows the run
 * @param silentSince since when nobody can say how the run stands
 */
record EffectRow(
        String effectId,
        String stepId,
        String upgradeKey,
        Optional<String> unitId,
        TargetId target,
        EffectKind kind,
        RunKey runKey,
        String runOrder,
        long token,
        int launches,
        Status status,
        Optional<EffectOutcome> outcome,
        Optional<String> proofId,
        Optional<Instant> startedAt,
        boolean seen,
        Optional<Instant> silentSince,
        Optional<Instant> settledAt,
        Optional<Digest> log) {

    enum Status {
        PLANNED,
        STARTED,
        STOPPING,
        SETTLED
    }

    boolean settled() {
        return status == Status.SETTLED;
    }

    /** Its target may know of it, and has to be asked. */
    boolean underWay() {
        return status == Status.STARTED || status == Status.STOPPING;
    }

    boolean succeeded() {
        return outcome.filter(EffectOutcome.Succeeded.class::isInstance).isPresent();
    }

    EffectResult result() {
        return result(outcome.orElseThrow(), settledAt.orElseThrow());
    }

    /** As it is known before the journal is told. */
    EffectResult result(EffectOutcome ending, Instant at) {
        return new EffectResult(effectId, target, ending, startedAt, at);
    }
}

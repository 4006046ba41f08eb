package org.liftlock.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One upgrade in a list.
 *
 * @param state what is going on now, in a few words
 */
public record UpgradeLine(
        String key,
        String system,
        String environment,
        String from,
        String to,
        String method,
        String reason,
        Optional<String> controlLevel,
        String stage,
        Optional<String> outcome,
        String state,
        String requestedBy,
        Instant requestedAt,
        Optional<WindowSpan> window,
        Optional<NextTimer> nextTimer,
        List<TargetDot> targets,
        Optional<Instant> closedAt) {

    /** From when until when targets may be changed. */
    public record WindowSpan(Instant opens, Instant ends) {}

    /** "1.0 to 2.0". */
    public String change() {
        return from + " → " + to;
    }

    /** How many stages lie behind. */
    public int stagePosition() {
        return Stage.valueOf(stage).ordinal();
    }

    /** Whether the upgrade is over. */
    public boolean closed() {
        return "CLOSED".equals(stage);
    }

    /** Whether it ended, or is about to end, other than hoped for. */
    public boolean troubled() {
        return outcome.filter(end -> !end.equals("RAISED") && !end.equals("DEFERRED"))
                .isPresent();
    }
}

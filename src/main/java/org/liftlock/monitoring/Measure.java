package org.liftlock.monitoring;

import java.util.List;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.verification.CheckPurpose;

/**
 * A figure that tells how a system does, by the name of its check.
 *
 * @param check what is asked
 * @param kind how the figure comes about
 */
public record Measure(CheckSpec check, Kind kind) {

    /** What is measured, and which way is worse. */
    public enum Kind {
        /** Milliseconds until the check has its answer. */
        LATENCY,
        /** The number the check reads; more is worse. */
        LOAD,
        /** The number the check reads; less is worse. */
        YIELD,
        /** Whether the check passes; how long it takes says nothing. */
        STATE
    }

    public String name() {
        return check.id();
    }

    /** Of the checks that the watch can say anything by: how long a web check takes, and whether the others pass. */
    public static List<Measure> ofChecks(List<CheckSpec> checks) {
        return checks.stream()
                .filter(CheckPurpose::isWatched)
                .map(check -> new Measure(check, "http".equals(check.type()) ? Kind.LATENCY : Kind.STATE))
                .toList();
    }

    /** Answered by running the check; the others by the number it reads. */
    boolean byPassing() {
        return kind == Kind.LATENCY || kind == Kind.STATE;
    }

    String unit() {
        return kind == Kind.LATENCY ? " ms" : "";
    }
}

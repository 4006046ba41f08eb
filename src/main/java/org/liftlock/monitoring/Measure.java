package org.liftlock.monitoring;

import java.util.List;
import org.liftlock.descriptor.CheckSpec;

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
        YIELD
    }

    public String name() {
        return check.id();
    }

    /** The time and the errors of every web check that can be asked at any moment. */
    public static List<Measure> ofChecks(List<CheckSpec> checks) {
        return checks.stream()
                .filter(check -> "http".equals(check.type()) && check.skipped().isEmpty())
                .filter(check -> !"finished".equals(check.settings().get("when")))
                .filter(check -> !"rollout".equals(check.settings().get("per")))
                .map(check -> new Measure(check, Kind.LATENCY))
                .toList();
    }

    String unit() {
        return kind == Kind.LATENCY ? " ms" : "";
    }
}

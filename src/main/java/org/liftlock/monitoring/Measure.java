package org.liftlock.monitoring;

import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private static final Set<String> STATES = Set.of("tcp", "sql", "log", "command", "oidc");

    public String name() {
        return check.id();
    }

    /**
     * Of the checks that can be asked at any moment, the time and the errors of every web check, and whether queries of
     * Prometheus and the other core checks pass.
     */
    public static List<Measure> ofChecks(List<CheckSpec> checks) {
        return checks.stream()
                .filter(CheckPurpose.WATCH::takes)
                .flatMap(check -> kind(check).map(kind -> new Measure(check, kind)).stream())
                .toList();
    }

    private static Optional<Kind> kind(CheckSpec check) {
        if ("http".equals(check.type())) {
            return Optional.of(Kind.LATENCY);
        }
        // Made to be watched, and seldom a core check: it learns too late that a system has stopped.
        if ("prometheus".equals(check.type())) {
            return Optional.of(Kind.STATE);
        }
        return Optional.of(Kind.STATE).filter(kind -> check.core() && STATES.contains(check.type()));
    }

    /** Answered by running the check; the others by the number it reads. */
    boolean byPassing() {
        return kind == Kind.LATENCY || kind == Kind.STATE;
    }

    String unit() {
        return kind == Kind.LATENCY ? " ms" : "";
    }
}

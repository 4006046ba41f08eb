package org.liftlock.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One upgrade as exports tell of it.
 *
 * @param outcome empty while it is open
 * @param recordDigest SHA-256 of its sealed record
 */
record FoundUpgrade(
        String key,
        String system,
        String environment,
        String from,
        String to,
        String method,
        String reason,
        String reasonText,
        String requestedBy,
        Instant requestedAt,
        Optional<String> controlLevel,
        String stage,
        Optional<String> outcome,
        Optional<String> cancelledBy,
        Optional<Instant> cancelledAt,
        Optional<Instant> closedAt,
        Optional<String> recordDigest) {

    static final List<String> NAMES = List.of(
            "upgrade",
            "system",
            "environment",
            "from_version",
            "to_version",
            "method",
            "reason",
            "reason_text",
            "requested_by",
            "requested_at",
            "control_level",
            "stage",
            "outcome",
            "cancelled_by",
            "cancelled_at",
            "closed_at",
            "record_sha256");

    /** In the order of their names; what is not there is empty. */
    List<String> cells() {
        return List.of(
                key,
                system,
                environment,
                from,
                to,
                method,
                reason,
                reasonText,
                requestedBy,
                requestedAt.toString(),
                controlLevel.orElse(""),
                stage,
                outcome.orElse(""),
                cancelledBy.orElse(""),
                cancelledAt.map(Instant::toString).orElse(""),
                closedAt.map(Instant::toString).orElse(""),
                recordDigest.orElse(""));
    }
}

package org.liftlock.lifecycle;

import java.time.Instant;
import java.util.Optional;
import org.liftlock.descriptor.UpgradeRequest;
import org.liftlock.naming.SystemId;

/**
 * An upgrade as it stands.
 *
 * @param key readable and without gaps: {@code UPG-2026-0001}; the business key of its process
 * @param fromVersion the version read back before the upgrade; "unknown" until that was done
 */
public record Upgrade(
        String key,
        SystemId system,
        String environment,
        String fromVersion,
        String toVersion,
        UpgradeRequest request,
        String requestedBy,
        Instant requestedAt,
        Optional<ControlLevel> controlLevel,
        Stage stage,
        Optional<Outcome> outcome) {

    /** "Order service 1.0 to 2.0", for sentences. */
    public String title() {
        return system + " " + fromVersion + " to " + toVersion;
    }
}

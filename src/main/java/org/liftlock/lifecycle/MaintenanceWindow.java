package org.liftlock.lifecycle;

import java.time.Duration;
import java.time.Instant;

/** From the moment it opens until just before it ends. */
public record MaintenanceWindow(Instant opensAt, Instant endsAt) {

    public MaintenanceWindow {
        if (!opensAt.isBefore(endsAt)) {
            throw new IllegalArgumentException(
                    "A window ends after it opens; this one would open " + opensAt + " and end " + endsAt);
        }
    }

    public boolean opened(Instant now) {
        return !now.isBefore(opensAt);
    }

    public boolean over(Instant now) {
        return !now.isBefore(endsAt);
    }

    public Duration left(Instant now) {
        return over(now) ? Duration.ZERO : Duration.between(now, endsAt);
    }

    public boolean overlaps(MaintenanceWindow other) {
        return opensAt.isBefore(other.endsAt) && other.opensAt.isBefore(endsAt);
    }
}

package org.liftlock.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** From the moment it opens until just before it ends. */
public record MaintenanceWindow(Instant opensAt, Instant endsAt) {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm zzz", Locale.ENGLISH);

    public MaintenanceWindow {
        if (!opensAt.isBefore(endsAt)) {
            throw new IllegalArgumentException(
                    "A window ends after it opens; this one would open " + opensAt + " and end " + endsAt);
        }
    }

    /** In the time zone of a site, as people there write it. */
    public String inWords(ZoneId zone) {
        return MOMENT.format(opensAt.atZone(zone)) + " to " + MOMENT.format(endsAt.atZone(zone));
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

package org.liftlock.descriptor;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** When an upgrade is wanted: at a given time, in a named calendar, or in the next window there is. */
public sealed interface WindowRequest {

    /** A given window, in the site's time zone. */
    record At(LocalDateTime from, LocalDateTime to) implements WindowRequest {

        public At {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException(
                        "A window ends after it opens; this one would open at " + from + " and end at " + to);
            }
        }

        public Instant opens(ZoneId zone) {
            return from.atZone(zone).toInstant();
        }

        public Instant ends(ZoneId zone) {
            return to.atZone(zone).toInstant();
        }
    }

    /** The next window of a calendar that the site names. */
    record InCalendar(String calendar, Optional<LocalDate> notBefore) implements WindowRequest {

        public InCalendar {
            if (calendar == null || calendar.isBlank()) {
                throw new IllegalArgumentException("A window in a calendar names the calendar: {calendar: monthly}");
            }
        }
    }

    /** The next window of the calendar that the system or its template names. */
    record Next() implements WindowRequest {}
}

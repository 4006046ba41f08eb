package org.liftlock.tasks;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.liftlock.lifecycle.MaintenanceWindow;

/** Times and lengths as people at the site read them. */
record Times(ZoneId zone) {

    /** So near, or so short, that whole minutes mislead. */
    private static final Duration NEAR = Duration.ofMinutes(15);

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_SPAN =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm:ss zzz", Locale.ENGLISH);
    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx", Locale.ENGLISH);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

    String at(Instant moment) {
        return MOMENT.format(moment.atZone(zone)) + " " + ZONE.format(moment.atZone(zone));
    }

    /** A moment to act by: to the second, and in how long, where minutes would not tell it. */
    String by(Instant moment, Instant now) {
        Duration left = Duration.between(now, moment);
        if (left.abs().compareTo(NEAR) > 0) {
            return at(moment);
        }
        return SECOND.format(moment.atZone(zone)) + ", "
                + (left.abs().toSeconds() == 0
                        ? "the moment this was asked"
                        : length(left) + (left.isNegative() ? " before" : " after") + " this was asked");
    }

    String clock(Instant moment) {
        return CLOCK.format(moment.atZone(zone));
    }

    String span(Instant from, Instant to) {
        Duration length = Duration.between(from, to);
        if (length.compareTo(NEAR) <= 0) {
            return SHORT_SPAN.format(from.atZone(zone)) + " to " + CLOCK.format(to.atZone(zone)) + " "
                    + ZONE.format(to.atZone(zone)) + " (" + length(length) + ")";
        }
        boolean sameDay = from.atZone(zone).toLocalDate().equals(to.atZone(zone).toLocalDate());
        return MOMENT.format(from.atZone(zone)) + " to "
                + (sameDay
                        ? DateTimeFormatter.ofPattern("HH:mm").format(to.atZone(zone)) + " "
                                + ZONE.format(to.atZone(zone))
                        : at(to))
                + " (" + length(length) + ")";
    }

    String span(MaintenanceWindow window) {
        return span(window.opensAt(), window.endsAt());
    }

    /** As a date and time field wants it: whole minutes, with the offset. */
    String field(Instant moment) {
        return FIELD.format(moment.atZone(zone).truncatedTo(ChronoUnit.MINUTES));
    }

    static String length(Duration length) {
        long seconds = length.abs().toSeconds();
        if (seconds >= 2 * 86_400) {
            return seconds / 86_400 + " d" + rest(seconds % 86_400 / 3_600, "h");
        } else if (seconds >= 3_600) {
            return seconds / 3_600 + " h" + rest(seconds % 3_600 / 60, "min");
        }
        if (seconds == 0 && !length.isZero()) {
            return "less than 1 s";
        }
        return seconds >= 60 ? seconds / 60 + " min" + rest(seconds % 60, "s") : seconds + " s";
    }

    private static String rest(long count, String unit) {
        return count == 0 ? "" : " " + count + " " + unit;
    }
}

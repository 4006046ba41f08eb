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

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx", Locale.ENGLISH);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

    String at(Instant moment) {
        return MOMENT.format(moment.atZone(zone)) + " " + ZONE.format(moment.atZone(zone));
    }

    String clock(Instant moment) {
        return CLOCK.format(moment.atZone(zone));
    }

    String span(Instant from, Instant to) {
        boolean sameDay = from.atZone(zone).toLocalDate().equals(to.atZone(zone).toLocalDate());
        return MOMENT.format(from.atZone(zone)) + " to "
                + (sameDay
                        ? DateTimeFormatter.ofPattern("HH:mm").format(to.atZone(zone)) + " "
                                + ZONE.format(to.atZone(zone))
                        : at(to))
                + " (" + length(Duration.between(from, to)) + ")";
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

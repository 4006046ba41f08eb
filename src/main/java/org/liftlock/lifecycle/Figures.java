package org.liftlock.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments, durations and sizes in the words of pages and documents. Moments are written in UTC. */
public final class Figures {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "d MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

    private Figures() {}

    /** "20 Nov 2026 13:00:00 UTC". */
    public static String moment(Instant moment) {
        return UTC.format(moment);
    }

    /** "350 ms", "4.2 s", "3 min 20 s", "2 h 5 min". */
    public static String took(long millis) {
        Duration time = Duration.ofMillis(millis);
        if (millis < 1000) {
            return millis + " ms";
        } else if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        } else if (time.toHours() == 0) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
        return time.toHours() + " h " + time.toMinutesPart() + " min";
    }

    /** "412 bytes", "1.4 MiB". */
    public static String size(long bytes) {
        double left = bytes;
        int unit = 0;
        while (left >= 1024 && unit < UNITS.length - 1) {
            left /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", left, UNITS[unit]);
    }
}

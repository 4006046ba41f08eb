package org.liftlock.communication;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Facts of a message as its reader sees them. */
final class Facts {

    private static final DateTimeFormatter FOR_PEOPLE =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm zzz", Locale.ENGLISH);

    private Facts() {}

    /** Times in the reader's zone: "Fri 20 Nov 2026, 22:00 CET". */
    static Map<String, Object> forPeople(Map<String, Object> facts, ZoneId zone) {
        return shown(facts, time -> FOR_PEOPLE.format(time.atZone(zone)));
    }

    /** Times as ISO 8601 in UTC. */
    static Map<String, Object> forMachines(Map<String, Object> facts) {
        return shown(facts, Instant::toString);
    }

    private static Map<String, Object> shown(Map<String, Object> facts, Function<Instant, String> clock) {
        Map<String, Object> shown = new LinkedHashMap<>();
        facts.forEach((name, fact) -> shown.put(name, shown(fact, clock)));
        return shown;
    }

    private static Object shown(Object fact, Function<Instant, String> clock) {
        if (fact instanceof Instant time) {
            return clock.apply(time);
        } else if (fact instanceof Date time) {
            return clock.apply(time.toInstant());
        } else if (fact instanceof OffsetDateTime time) {
            return clock.apply(time.toInstant());
        } else if (fact instanceof ZonedDateTime time) {
            return clock.apply(time.toInstant());
        } else if (fact instanceof Duration duration) {
            return inWords(duration);
        } else if (fact instanceof Collection<?> several) {
            return several.stream().map(each -> shown(each, clock)).toList();
        } else if (fact instanceof Number || fact instanceof Boolean) {
            return fact;
        }
        return String.valueOf(fact);
    }

    private static String inWords(Duration duration) {
        long minutes = Math.max(1, duration.plusSeconds(30).toMinutes());
        return minutes < 60
                ? minutes + " min"
                : minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
}

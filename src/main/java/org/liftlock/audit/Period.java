package org.liftlock.audit;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The days a report is about, both of them included, in UTC. An upgrade belongs to the period in which it was asked for, and
 * to no other, so that the reports of four quarters hold each upgrade of the year once.
 */
public record Period(LocalDate from, LocalDate to) {

    private static final int USUAL_DAYS = 90;
    private static final int MOST_YEARS = 5;

    public Period {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "The period ends on " + to + ", before it begins on " + from + ": exchange the two");
        }
        if (to.isAfter(from.plusYears(MOST_YEARS))) {
            throw new IllegalArgumentException(
                    "The period is longer than " + MOST_YEARS + " years: ask for a part of it");
        }
    }

    /**
     * Reads the parameters of an address; where a day is missing, the last 90 days are meant.
     *
     * @throws IllegalArgumentException naming what cannot be read
     */
    public static Period of(Map<String, String> parameters, LocalDate today) {
        LocalDate to = day(parameters, "to").orElse(today);
        return new Period(day(parameters, "from").orElse(to.minusDays(USUAL_DAYS - 1L)), to);
    }

    private static Optional<LocalDate> day(Map<String, String> parameters, String name) {
        String typed = parameters.getOrDefault(name, "").strip();
        try {
            return typed.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(typed));
        } catch (DateTimeParseException noDay) {
            throw new IllegalArgumentException(
                    name + ": \"" + typed + "\" is no day. Write year, month and day: 2026-03-31", noDay);
        }
    }

    /** As the parameters of an address. */
    public String link() {
        return "from=" + from + "&to=" + to;
    }

    Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>();
        written.put("from", from.toString());
        written.put("to", to.toString());
        return written;
    }

    Timestamp begin() {
        return Timestamp.from(from.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    Timestamp end() {
        return Timestamp.from(to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}

package org.liftlock.audit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which upgrades somebody looks for. All that is said has to hold. Days are those of UTC, and both count.
 *
 * @param from the first day on which it may have been asked for
 * @param until the last one
 */
public record UpgradeQuery(Map<Criterion, String> criteria, Optional<LocalDate> from, Optional<LocalDate> until) {

    private static final int LONGEST = 200;

    public static final UpgradeQuery ALL = new UpgradeQuery(Map.of(), Optional.empty(), Optional.empty());

    public UpgradeQuery {
        Map<Criterion, String> ordered = new EnumMap<>(Criterion.class);
        ordered.putAll(criteria);
        criteria = Collections.unmodifiableMap(ordered);
        if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
            throw new IllegalArgumentException(
                    "The search ends on " + until.get() + ", before it begins on " + from.get() + ": exchange the two");
        }
    }

    /**
     * Reads the parameters of an address; those that say nothing of a search are passed over.
     *
     * @throws IllegalArgumentException naming what cannot be read
     */
    public static UpgradeQuery of(Map<String, String> parameters) {
        Map<Criterion, String> criteria = new EnumMap<>(Criterion.class);
        parameters.forEach((name, typed) -> Criterion.ofKey(name)
                .filter(criterion -> !typed.isBlank())
                .ifPresent(criterion -> criteria.put(criterion, readable(name, typed.strip()))));
        return new UpgradeQuery(criteria, day(parameters, "from"), day(parameters, "until"));
    }

    private static String readable(String name, String typed) {
        if (typed.length() > LONGEST) {
            throw new IllegalArgumentException(
                    name + " is longer than " + LONGEST + " characters: search for a part of it");
        }
        if (Criterion.TEXT.key().equals(name) && Term.words(typed).findAny().isEmpty()) {
            throw new IllegalArgumentException(
                    name + ": \"" + typed + "\" holds no word. Write whole words of two letters or more");
        }
        return typed;
    }

    private static Optional<LocalDate> day(Map<String, String> parameters, String name) {
        String typed = parameters.getOrDefault(name, "").strip();
        try {
            return typed.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(typed));
        } catch (DateTimeParseException noDay) {
            throw new IllegalArgumentException(
                    name + ": \"" + typed + "\" is no day. Write year, month and day: 2026-03-31");
        }
    }

    /** What is asked of one criterion, for a form that shows it again. */
    public String get(String key) {
        return Criterion.ofKey(key).map(criteria::get).orElse("");
    }

    public boolean isEverything() {
        return equals(ALL);
    }

    /** The search as the parameters of an address; the same search is always written the same. */
    public String link() {
        return written().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The search as names and values. */
    public Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>();
        from.ifPresent(day -> written.put("from", day.toString()));
        until.ifPresent(day -> written.put("until", day.toString()));
        criteria.forEach((criterion, value) -> written.put(criterion.key(), value));
        return written;
    }

    List<Term> terms() {
        List<Term> terms = new ArrayList<>();
        criteria.forEach((criterion, typed) -> terms.addAll(Term.wanted(criterion, typed)));
        return terms;
    }

    Optional<Instant> begin() {
        return from.map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    Optional<Instant> end() {
        return until.map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}

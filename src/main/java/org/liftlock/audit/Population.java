package org.liftlock.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether the upgrades there are, are all there were: keys are numbered without gaps in each year, and one that was
 * cancelled or refused stays.
 */
@Component
public class Population {

    private static final int NAMED = 20;
    /** Every key is read for it. */
    private static final Duration COUNTED_FOR = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AtomicReference<Counted> latest = new AtomicReference<>(new Counted(Instant.MIN, List.of()));

    Population(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param at when it was counted */
    public record Counted(Instant at, List<Year> years) {}

    /**
     * The upgrades of a year.
     *
     * @param given how many keys were given, by the counter
     * @param there how many upgrades there are
     * @param endings how many ended how; "OPEN" for those that have not
     * @param cancelled how many somebody has cancelled, whatever became of them
     * @param missing the first keys that were given and are not there, with what the record still tells of them
     * @param strange the first keys that were never given
     */
    public record Year(
            int year,
            int given,
            int there,
            Map<String, Integer> endings,
            int cancelled,
            int sealed,
            List<Gap> missing,
            List<String> strange) {

        public boolean isComplete() {
            return given == there && missing.isEmpty() && strange.isEmpty();
        }
    }

    /** @param told what the record tells of the upgrade that is not there; empty when nothing */
    public record Gap(String key, String told) {}

    private record Counter(int year, int last) {}

    private record Ending(String outcome, int count, int cancelled, int sealed) {}

    /** As it was a minute ago at most. */
    public Counted latest() {
        Instant now = clock.instant();
        Counted known = latest.get();
        if (now.isBefore(known.at()) || !known.at().isAfter(now.minus(COUNTED_FOR))) {
            known = new Counted(now, years());
            latest.set(known);
        }
        return known;
    }

    /** The newest year first. */
    public List<Year> years() {
        return jdbc
                .sql("select year_number, last_number from upgrade_number order by year_number desc")
                .query((row, number) -> new Counter(row.getInt(1), row.getInt(2)))
                .list()
                .stream()
                .map(this::year)
                .toList();
    }

    private Year year(Counter counter) {
        Set<String> there = keys(counter.year());
        Set<String> given = new HashSet<>();
        IntStream.rangeClosed(1, counter.last())
                .mapToObj(number -> "UPG-%d-%04d".formatted(counter.year(), number))
                .forEach(given::add);
        List<Ending> endings = endings(counter.year());
        Map<String, Integer> counts = new LinkedHashMap<>();
        endings.forEach(ending -> counts.put(ending.outcome(), ending.count()));
        return new Year(
                counter.year(),
                counter.last(),
                there.size(),
                counts,
                endings.stream().mapToInt(Ending::cancelled).sum(),
                endings.stream().mapToInt(Ending::sealed).sum(),
                without(given, there).stream().map(this::gap).toList(),
                without(there, given));
    }

    private static List<String> without(Set<String> all, Set<String> some) {
        return all.stream()
                .filter(key -> !some.contains(key))
                .sorted()
                .limit(NAMED)
                .toList();
    }

    private Set<String> keys(int year) {
        return new HashSet<>(jdbc.sql("select upgrade_key from upgrade where requested_at >= ? and requested_at < ?")
                .params(begin(year), begin(year + 1))
                .query(String.class)
                .list());
    }

    private List<Ending> endings(int year) {
        return jdbc.sql("""
                        select coalesce(u.outcome, 'OPEN'), count(*), count(u.cancelled_by), count(r.upgrade_key)
                        from upgrade u left join sealed_record r on r.upgrade_key = u.upgrade_key
                        where u.requested_at >= ? and u.requested_at < ?
                        group by coalesce(u.outcome, 'OPEN') order by 2 desc, 1
                        """)
                .params(begin(year), begin(year + 1))
                .query((row, number) -> new Ending(row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4)))
                .list();
    }

    private Gap gap(String key) {
        return new Gap(
                key,
                jdbc.sql("""
                        select at_time, actor, kind from record_entry where upgrade_key = ? order by seq
                        fetch first 1 rows only
                        """)
                        .param(key)
                        .query((row, number) -> "the record tells of it: " + row.getString(3) + " by "
                                + row.getString(2) + ", "
                                + row.getObject(1, OffsetDateTime.class).toInstant())
                        .optional()
                        .orElse(""));
    }

    private static OffsetDateTime begin(int year) {
        Instant begin = LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return begin.atOffset(ZoneOffset.UTC);
    }
}

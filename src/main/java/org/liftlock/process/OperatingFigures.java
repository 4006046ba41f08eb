package org.liftlock.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an operator watches, read from the database at most every few seconds, however often it is asked for. */
final class OperatingFigures {

    private static final Duration FRESH_FOR = Duration.ofSeconds(2);

    /** A timer is promised within a second; a job later than this is counted as late. */
    private static final Duration LATE_AFTER = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final DueJobs jobs;
    private final Clock clock;
    private Snapshot last;

    OperatingFigures(JdbcClient jdbc, DueJobs jobs, Clock clock) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * @param lateJobs jobs due for more than a second that nobody has taken
     * @param oldestLateJob how long the oldest of them has been due, zero when there is none
     * @param incidents faults of our own machinery that wait for a person
     * @param openUpgrades by stage
     * @param effects by status
     * @param unknownEffects outcomes that wait for a person's decision
     * @param failedMessages messages that were given up
     */
    record Snapshot(
            Instant taken,
            long lateJobs,
            Duration oldestLateJob,
            long incidents,
            Map<String, Long> openUpgrades,
            Map<String, Long> effects,
            long unknownEffects,
            long failedMessages) {}

    synchronized Snapshot now() {
        Instant now = clock.instant();
        if (last == null || Duration.between(last.taken(), now).abs().compareTo(FRESH_FOR) > 0) {
            last = take(now);
        }
        return last;
    }

    private Snapshot take(Instant now) {
        DueJobs.Late late = jobs.dueBefore(now.minus(LATE_AFTER), now);
        return new Snapshot(
                now,
                late.count(),
                late.oldest().map(due -> Duration.between(due, now)).orElse(Duration.ZERO),
                count("select count(*) from ACT_RU_INCIDENT"),
                counts("select stage, count(*) from upgrade where stage <> 'CLOSED' group by stage"),
                counts("select status, count(*) from effect group by status"),
                count("select count(*) from effect where outcome = 'UNKNOWN' and active_target is not null"),
                count("select count(*) from message where given_up_at is not null"));
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private Map<String, Long> counts(String sql) {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql(sql).query(row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }
}

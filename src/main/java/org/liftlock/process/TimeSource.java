package org.liftlock.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the database's clock and the offset, and measures how far this machine's clock is from it. */
final class TimeSource {

    /** Below this a difference is the noise of the network and of two clocks ticking in milliseconds. */
    private static final Duration NOISE = Duration.ofMillis(5);

    private final JdbcClient jdbc;
    private final Dialect dialect;
    private final Clock machine;

    TimeSource(JdbcClient jdbc, Dialect dialect, Clock machine) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.machine = machine;
    }

    /**
     * @param skew what to add to this machine's clock to get the database's
     * @param uncertainty how wrong the skew may be: half the round trip it was measured in
     */
    record Reading(Duration skew, Duration uncertainty, Duration offset) {}

    Clock machine() {
        return machine;
    }

    Reading read() {
        return dialect == Dialect.H2 ? new Reading(Duration.ZERO, NOISE, offset()) : measure();
    }

    Instant databaseNow() {
        return dialect == Dialect.H2
                ? machine.instant().truncatedTo(ChronoUnit.MICROS)
                : jdbc.sql("select clock_timestamp()")
                        .query(OffsetDateTime.class)
                        .single()
                        .toInstant();
    }

    void shiftBy(Duration by) {
        jdbc.sql("update clock_offset set offset_millis = offset_millis + :millis where id = 1")
                .param("millis", by.toMillis())
                .update();
    }

    void resetOffset() {
        jdbc.sql("update clock_offset set offset_millis = 0 where id = 1").update();
    }

    private Duration offset() {
        return jdbc.sql("select offset_millis from clock_offset where id = 1")
                .query(Long.class)
                .optional()
                .map(Duration::ofMillis)
                .orElse(Duration.ZERO);
    }

    private Reading measure() {
        Duration offset = offset();
        Instant before = machine.instant();
        Instant database = databaseNow();
        Duration roundTrip = Duration.between(before, machine.instant());
        Duration half = roundTrip.dividedBy(2);
        Duration skew = Duration.between(before.plus(half), database);
        return new Reading(skew, half.plus(NOISE), offset);
    }
}

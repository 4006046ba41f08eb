package org.liftlock.process;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads which jobs wait for their time, and which wait longer than they should. */
final class DueJobs {

    private final JdbcClient jdbc;

    DueJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param count jobs that could run, but nobody has taken them
     * @param oldest the moment the oldest of them was due
     */
    record Late(long count, Optional<Instant> oldest) {}

    Optional<Instant> firstAfter(Instant moment) {
        return jdbc.sql("""
                        select min(DUEDATE_) from ACT_RU_JOB
                        where DUEDATE_ > :moment and RETRIES_ > 0 and SUSPENSION_STATE_ = 1""")
                .param("moment", Timestamp.from(moment))
                .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    Late dueBefore(Instant limit, Instant now) {
        return jdbc.sql("""
                        select count(*), min(DUEDATE_) from ACT_RU_JOB
                        where DUEDATE_ <= :limit and RETRIES_ > 0 and SUSPENSION_STATE_ = 1
                        and (LOCK_EXP_TIME_ is null or LOCK_EXP_TIME_ < :now)""")
                .param("limit", Timestamp.from(limit))
                .param("now", Timestamp.from(now))
                .query((row, number) -> new Late(
                        row.getLong(1), Optional.ofNullable(row.getTimestamp(2)).map(Timestamp::toInstant)))
                .single();
    }
}

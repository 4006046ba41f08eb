package org.liftlock.monitoring;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Since when an upgrade is watched: since users were last let in. */
@Component
class WatchStart {

    private final JdbcClient jdbc;
    private final Clock clock;

    WatchStart(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Instant of(String upgradeKey) {
        return last("select max(settled_at) from step where upgrade_key = ? and topic = 'resume-system'", upgradeKey);
    }

    /** Until when it was known to be well: the last look that found it so, or else the moment users were let in. */
    Instant lastWell(String upgradeKey) {
        return last("""
                select max(settled_at) from step
                where upgrade_key = ? and (topic = 'resume-system' or topic = 'compare-with-baseline' and outcome = 'SUCCEEDED')
                """, upgradeKey);
    }

    private Instant last(String query, String upgradeKey) {
        return jdbc.sql(query)
                .param(upgradeKey)
                .query((found, row) -> Optional.ofNullable(found.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant)
                .orElseGet(clock::instant);
    }
}

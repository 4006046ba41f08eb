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
        return jdbc.sql("select max(settled_at) from step where upgrade_key = ? and topic = 'resume-system'")
                .param(upgradeKey)
                .query((found, row) -> Optional.ofNullable(found.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant)
                .orElseGet(clock::instant);
    }
}

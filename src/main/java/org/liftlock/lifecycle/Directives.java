package org.liftlock.lifecycle;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Orders of the decider. The row comes first; waking whoever waits is a second thing. */
@Component
public class Directives {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Upgrades upgrades;
    private final Journal journal;

    Directives(JdbcClient jdbc, Clock clock, Upgrades upgrades, Journal journal) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.upgrades = upgrades;
        this.journal = journal;
    }

    @Transactional
    public void give(String upgradeKey, Directive directive, String reason, String by) {
        upgrades.lock(upgradeKey);
        jdbc.sql("""
                        insert into directive (upgrade_key, seq, kind, reason, ordered_by, ordered_at)
                        select ?, (select coalesce(max(seq), 0) + 1 from directive where upgrade_key = ?), ?, ?, ?, ?
                        from clock_offset
                        """)
                .param(upgradeKey)
                .param(upgradeKey)
                .param(directive.name())
                .param(reason)
                .param(by)
                .param(Timestamp.from(clock.instant()))
                .update();
        String order = directive.name().toLowerCase().replace('_', ' ');
        journal.tell(
                Optional.of(upgradeKey),
                by,
                "ordered",
                Optional.of("R32"),
                "Order: " + order + (order.equals(reason) ? "" : " (" + reason + ")"),
                Optional.empty());
    }

    /** When the newest order was given; whatever was asked before that is answered. */
    public Optional<Instant> lastGiven(String upgradeKey) {
        return jdbc.sql("select max(ordered_at) from directive where upgrade_key = ?")
                .param(upgradeKey)
                .query((found, row) -> Optional.ofNullable(found.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    /** {@link Directive#GO_ON} as long as nobody has ordered anything else. */
    public Directive current(String upgradeKey) {
        return jdbc.sql("select kind from directive where upgrade_key = ? order by seq desc fetch first 1 rows only")
                .param(upgradeKey)
                .query(String.class)
                .optional()
                .map(Directive::valueOf)
                .orElse(Directive.GO_ON);
    }
}

package org.liftlock.lifecycle;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Upgrades that somebody has cancelled. Unlike an order to go back, which a new plan ends, a cancellation stands: whatever
 * the upgrade was doing when it was told, it closes and nothing of it starts any more.
 */
@Component
public class Cancellations {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Directives directives;
    private final Journal journal;

    Cancellations(JdbcClient jdbc, Clock clock, Directives directives, Journal journal) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.directives = directives;
        this.journal = journal;
    }

    /** With an order to stop and go back: between this and the next wait a step of the upgrade may be on its way. */
    @Transactional
    public void note(String upgradeKey, String by, String reason) {
        jdbc.sql("update upgrade set cancelled_by = ?, cancelled_at = ? where upgrade_key = ?")
                .param(by)
                .param(Timestamp.from(clock.instant()))
                .param(upgradeKey)
                .update();
        journal.tell(Optional.of(upgradeKey), by, "cancelled", Optional.of("R40"), reason, Optional.empty());
        directives.give(upgradeKey, Directive.STOP_AND_GO_BACK, "the upgrade is cancelled", by);
    }

    /** Who cancelled it, if anybody did. */
    public Optional<String> by(String upgradeKey) {
        return jdbc.sql("select cancelled_by from upgrade where upgrade_key = ?")
                .param(upgradeKey)
                .query((found, row) -> Optional.ofNullable(found.getString(1)))
                .single();
    }
}

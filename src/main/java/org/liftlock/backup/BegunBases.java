package org.liftlock.backup;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which steps have begun to take bases. A base is recorded when it is proven; what lies in a scratch place before that is
 * known by its step alone.
 */
@Component
class BegunBases {

    private final JdbcClient jdbc;
    private final Clock clock;

    BegunBases(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Begun(String stepId, String upgradeKey, int attempt) {}

    /** Written before anything is launched; a step that the journal does not know begins nothing. */
    void note(String stepId) {
        jdbc.sql("""
                        insert into base_begun (step_id) select step_id from step
                        where step_id = ? and not exists (select 1 from base_begun known where known.step_id = ?)
                        """).params(stepId, stepId).update();
    }

    /** Of upgrades that have ended, when the step is settled and none of its effects can go on any more. */
    List<Begun> ofEnded() {
        return jdbc.sql("""
                        select step.step_id, step.upgrade_key, step.attempt
                        from base_begun join step on step.step_id = base_begun.step_id
                            join upgrade on upgrade.upgrade_key = step.upgrade_key
                        where base_begun.looked_at is null and upgrade.closed_at is not null and step.status = 'SETTLED'
                            and not exists (select 1 from effect
                                where effect.step_id = step.step_id and effect.active_target is not null)
                        order by step.started_at
                        """)
                .query((found, row) -> new Begun(found.getString(1), found.getString(2), found.getInt(3)))
                .list();
    }

    void looked(String stepId) {
        jdbc.sql("update base_begun set looked_at = ? where step_id = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), stepId)
                .update();
    }
}

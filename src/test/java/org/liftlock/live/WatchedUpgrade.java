package org.liftlock.live;

import java.sql.Timestamp;
import java.time.Instant;
import org.liftlock.naming.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An upgrade of the order service with steps that a test lets run and end. */
final class WatchedUpgrade {

    static final String KEY = "UPG-2026-0001";
    static final String STEP = "step-1";
    static final String TARGET = "localhost/orders";
    static final String RUN = "run-" + TARGET.replace('/', '-');

    private final JdbcClient jdbc;

    WatchedUpgrade(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql("""
                        insert into upgrade (upgrade_key, system_id, environment, from_version, to_version, method,
                            reason_category, reason_text, request, merged, merged_digest, requested_by, requested_at, stage)
                        values (?, 'order-service', 'production', '1.0', '2.0', 'replace', 'FEATURE',
                            'customers', '{}', '[]', 'd', 'erik', current_timestamp, 'EXECUTION')
                        """).param(KEY).update();
    }

    void runs(String step, Instant since, String... targets) {
        jdbc.sql("""
                        insert into step (step_id, upgrade_key, topic, element_id, process_instance, external_task, attempt,
                            status, started_at)
                        values (?, ?, 'roll-back', 'roll-back', 'p', ?, 1, 'OPEN', ?)
                        """).params(step, KEY, "task-" + step, Timestamp.from(since)).update();
        for (String target : targets) {
            jdbc.sql("insert into target (target, highest_token) values (?, 1)")
                    .param(target)
                    .update();
            jdbc.sql("""
                            insert into effect (effect_id, step_id, upgrade_key, target, kind, run_key, run_order,
                                run_order_digest, token, launches, status, active_target, planned_at, started_at)
                            values (?, ?, ?, ?, 'ROLL_BACK', ?, '[]', 'd', 1, 1, 'STARTED', ?, ?, ?)
                            """)
                    .params(
                            step + target,
                            step,
                            KEY,
                            target,
                            "run-" + target.replace('/', '-'),
                            target,
                            Timestamp.from(since),
                            Timestamp.from(since))
                    .update();
        }
    }

    /** As the worker does it: the effect with its evidence first, then the step. */
    void ends(String step, String outcome, String log, Instant at) {
        Digest digest = Digest.of(log);
        jdbc.sql("insert into evidence (digest, content, kept_at) values (?, ?, ?)")
                .params(digest.hex(), log, Timestamp.from(at))
                .update();
        jdbc.sql("""
                        update effect set status = 'SETTLED', outcome = ?, active_target = null, settled_at = ?, log_digest = ?
                        where step_id = ?
                        """).params(outcome, Timestamp.from(at), digest.hex(), step).update();
        jdbc.sql("update step set status = 'SETTLED', outcome = ?, summary = ?, settled_at = ? where step_id = ?")
                .params(outcome, "Taken back on 1 target", Timestamp.from(at), step)
                .update();
    }
}

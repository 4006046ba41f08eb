package org.liftlock.live;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.liftlock.launcher.RunKey;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads steps, what they have on targets, and output that was kept. */
@Component
class WatchedSteps {

    private final JdbcClient jdbc;

    WatchedSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<WatchedStep> find(String upgrade, String stepId) {
        List<WatchedStep.Run> runs = jdbc.sql("""
                        select target, run_key, status, detail, log_digest from effect
                        where step_id = :step and upgrade_key = :upgrade order by target
                        """)
                .param("step", stepId)
                .param("upgrade", upgrade)
                .query(WatchedSteps::run)
                .list();
        return jdbc.sql("""
                        select s.topic, s.status, s.outcome, s.summary, s.started_at, s.settled_at, s.delivered_at,
                            coalesce(c.environment, u.environment) as place
                        from step s join upgrade u on u.upgrade_key = s.upgrade_key
                            left join unit_of_change c on c.unit_id = s.unit_id
                        where s.step_id = :step and s.upgrade_key = :upgrade
                        """)
                .param("step", stepId)
                .param("upgrade", upgrade)
                .query((row, number) -> step(row, upgrade, stepId, runs))
                .optional();
    }

    Optional<String> kept(Digest log) {
        return jdbc.sql("select content from evidence where digest = ?")
                .param(log.hex())
                .query(String.class)
                .optional();
    }

    private static WatchedStep step(ResultSet row, String upgrade, String stepId, List<WatchedStep.Run> runs)
            throws SQLException {
        Optional<Instant> delivered = moment(row, "delivered_at");
        return new WatchedStep(
                upgrade,
                stepId,
                row.getString("topic"),
                row.getString("place"),
                // The engine has left a step that was delivered without an answer: another step has cut it short.
                Optional.ofNullable(row.getString("outcome")).or(() -> delivered.map(at -> "STOPPED")),
                Optional.ofNullable(row.getString("summary")),
                moment(row, "started_at").orElseThrow(),
                moment(row, "settled_at").or(() -> delivered),
                runs);
    }

    private static WatchedStep.Run run(ResultSet row, int number) throws SQLException {
        String status = row.getString("status");
        return new WatchedStep.Run(
                TargetId.parse(row.getString("target")),
                new RunKey(row.getString("run_key")),
                status.equals("STOPPING") ? WatchedStep.Status.STARTED : WatchedStep.Status.valueOf(status),
                Optional.ofNullable(row.getString("detail")).orElse(""),
                Optional.ofNullable(row.getString("log_digest")).map(Digest::new));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}

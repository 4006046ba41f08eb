package org.liftlock.lifecycle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads everything about one upgrade, one query for each kind of thing. */
@Component
class StoryRows {

    private final JdbcClient jdbc;
    private final StepDurations durations;

    StoryRows(JdbcClient jdbc, StepDurations durations) {
        this.jdbc = jdbc;
        this.durations = durations;
    }

    UpgradeStory tell(UpgradeLine line, UpgradeRows.Base base, List<OpenTask> tasks, List<NextTimer> timers) {
        String key = line.key();
        return new UpgradeStory(
                line,
                base.reasonText(),
                base.controlReason(),
                plan(key),
                tasks,
                timers,
                findings(key),
                steps(key),
                checks(key),
                backups(key),
                approvals(key),
                messages(key),
                debts(key),
                issues(key));
    }

    List<RecordLine> record(String key) {
        return list(
                """
                select seq, at_time, actor, kind, rule_id, sentence, evidence_digest, entry_hash
                from record_entry where upgrade_key = :key order by seq
                """,
                key,
                (row, number) -> new RecordLine(
                        row.getLong("seq"),
                        Row.instant(row, "at_time"),
                        row.getString("actor"),
                        row.getString("kind"),
                        Row.maybe(row, "rule_id"),
                        row.getString("sentence"),
                        Row.maybe(row, "evidence_digest"),
                        row.getString("entry_hash")));
    }

    private Optional<UpgradeStory.PlanSeal> plan(String key) {
        return list(
                        """
                select revision, planned_by, planned_at, digest, sealed_at from upgrade_plan
                where upgrade_key = :key order by revision desc limit 1
                """,
                        key,
                        (row, number) -> new UpgradeStory.PlanSeal(
                                row.getInt("revision"),
                                row.getString("planned_by"),
                                Row.instant(row, "planned_at"),
                                Row.maybe(row, "digest"),
                                Row.maybeInstant(row, "sealed_at")))
                .stream()
                .findFirst();
    }

    private List<UpgradeStory.Finding> findings(String key) {
        return list(
                """
                select rule_id, severity, subject, sentence, remedy, found_at, settled_at from finding
                where upgrade_key = :key
                order by case when settled_at is null then 0 else 1 end,
                    case severity when 'BLOCKS' then 0 when 'WARNS' then 1 else 2 end, finding_id
                """,
                key,
                (row, number) -> new UpgradeStory.Finding(
                        row.getString("rule_id"),
                        row.getString("severity"),
                        row.getString("subject"),
                        row.getString("sentence"),
                        row.getString("remedy"),
                        Row.instant(row, "found_at"),
                        Row.maybeInstant(row, "settled_at")));
    }

    private List<UpgradeStory.Step> steps(String key) {
        Map<String, List<OnTarget>> targets = targetsOfSteps(key);
        Map<StepDurations.Kind, Duration> usual = durations.ofSystemOf(key);
        return list("""
                select s.step_id, s.topic, s.element_id, s.attempt, s.status, s.outcome, s.summary, s.started_at,
                    s.settled_at, s.delivered_at, coalesce(s.stage, u.stage) as stage, c.mode,
                    coalesce(c.environment, u.environment) as place
                from step s join upgrade u on u.upgrade_key = s.upgrade_key
                    left join unit_of_change c on c.unit_id = s.unit_id
                where s.upgrade_key = :key order by s.started_at, s.step_id
                """, key, (row, number) -> {
            var started = Row.instant(row, "started_at");
            var delivered = Row.maybeInstant(row, "delivered_at");
            var settled = Row.maybeInstant(row, "settled_at").or(() -> delivered);
            var on = targets.getOrDefault(row.getString("step_id"), List.of());
            return new UpgradeStory.Step(
                    row.getString("step_id"),
                    row.getString("topic"),
                    row.getString("element_id"),
                    part(row),
                    row.getString("place"),
                    on.stream().map(OnTarget::target).toList(),
                    on.stream().filter(OnTarget::printed).map(OnTarget::target).toList(),
                    row.getInt("attempt"),
                    row.getString("status"),
                    // The engine has left a step that was delivered without an answer: it was cut short.
                    Row.maybe(row, "outcome").or(() -> delivered.map(at -> "STOPPED")),
                    Row.maybe(row, "summary"),
                    started,
                    settled,
                    settled.map(end -> Duration.between(started, end).toMillis()),
                    Optional.ofNullable(
                                    usual.get(new StepDurations.Kind(row.getString("topic"), row.getString("place"))))
                            .map(Duration::toMillis),
                    Optional.empty());
        });
    }

    /** A rehearsal is a part of its own of the preparation. */
    private static String part(ResultSet row) throws SQLException {
        return "REHEARSE".equals(row.getString("mode"))
                ? "Rehearsal"
                : Stage.valueOf(row.getString("stage")).title();
    }

    private record OnTarget(String step, String target, boolean printed) {}

    private Map<String, List<OnTarget>> targetsOfSteps(String key) {
        return list(
                        """
                select step_id, target, case when log_digest is not null or status in ('STARTED', 'STOPPING')
                    then 1 else 0 end as printed
                from effect where upgrade_key = :key order by step_id, target
                """,
                        key,
                        (row, number) -> new OnTarget(
                                row.getString("step_id"), row.getString("target"), row.getInt("printed") == 1))
                .stream()
                .collect(Collectors.groupingBy(OnTarget::step));
    }

    private List<UpgradeStory.Check> checks(String key) {
        return list(
                """
                select purpose, check_id, core, target, verdict, expected, got, took_millis, checked_at
                from check_result where upgrade_key = :key order by result_id
                """,
                key,
                (row, number) -> new UpgradeStory.Check(
                        row.getString("purpose"),
                        row.getString("check_id"),
                        row.getBoolean("core"),
                        Row.maybe(row, "target"),
                        row.getString("verdict"),
                        row.getString("expected"),
                        row.getString("got"),
                        row.getLong("took_millis"),
                        Row.instant(row, "checked_at")));
    }

    private List<UpgradeStory.Backup> backups(String key) {
        return list(
                """
                select b.item, b.attempt, b.location, b.size_bytes, b.point_in_time, b.keep_until, b.tool,
                    v.verdict, v.reason, v.restore_millis
                from backup b left join verification v on v.backup_id = b.backup_id
                where b.upgrade_key = :key order by b.taken_at, b.item, v.verified_at
                """,
                key,
                (row, number) -> new UpgradeStory.Backup(
                        row.getString("item"),
                        row.getInt("attempt"),
                        row.getString("location"),
                        row.getLong("size_bytes"),
                        Row.instant(row, "point_in_time"),
                        Row.instant(row, "keep_until"),
                        row.getString("tool"),
                        Row.maybe(row, "verdict"),
                        Row.maybe(row, "reason"),
                        Optional.ofNullable(row.getObject("restore_millis", Long.class))));
    }

    private List<UpgradeStory.Approval> approvals(String key) {
        return list(
                """
                select approver, role, verdict, remark, plan_digest, given_at, revoked_at from approval
                where upgrade_key = :key order by approval_id
                """,
                key,
                (row, number) -> new UpgradeStory.Approval(
                        row.getString("approver"),
                        row.getString("role"),
                        row.getString("verdict"),
                        Row.maybe(row, "remark"),
                        row.getString("plan_digest"),
                        Row.instant(row, "given_at"),
                        Row.maybeInstant(row, "revoked_at")));
    }

    private List<UpgradeStory.Message> messages(String key) {
        return list(
                """
                select kind, channel, recipient, subject, written_at, attempts, sent_at, given_up_at, last_error
                from message where upgrade_key = :key order by written_at, message_id
                """,
                key,
                (row, number) -> new UpgradeStory.Message(
                        row.getString("kind"),
                        row.getString("channel"),
                        row.getString("recipient"),
                        row.getString("subject"),
                        Row.instant(row, "written_at"),
                        row.getInt("attempts"),
                        Row.maybeInstant(row, "sent_at"),
                        Row.maybeInstant(row, "given_up_at"),
                        Row.maybe(row, "last_error")));
    }

    private List<UpgradeStory.Debt> debts(String key) {
        return list(
                """
                select rule_id, sentence, taken_by, taken_at, reviewed_by from debt
                where upgrade_key = :key order by debt_id
                """,
                key,
                (row, number) -> new UpgradeStory.Debt(
                        row.getString("rule_id"),
                        row.getString("sentence"),
                        row.getString("taken_by"),
                        Row.instant(row, "taken_at"),
                        Row.maybe(row, "reviewed_by")));
    }

    private List<UpgradeStory.Issue> issues(String key) {
        return list(
                """
                select kind, sentence, owner, due, settled_at from known_issue
                where upgrade_key = :key order by issue_id
                """,
                key,
                (row, number) -> new UpgradeStory.Issue(
                        row.getString("kind"),
                        row.getString("sentence"),
                        row.getString("owner"),
                        row.getDate("due").toLocalDate(),
                        Row.maybeInstant(row, "settled_at")));
    }

    private <T> List<T> list(String sql, String key, RowMapper<T> mapper) {
        return jdbc.sql(sql).param("key", key).query(mapper).list();
    }
}

package org.liftlock.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liftlock.ledger.LedgerState;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Counts how the controls worked, from what was written down at the time. */
@Component
public class ControlReport {

    /** Reviews have no due date of their own: this is what counts as in time. */
    public static final Duration REVIEW_WITHIN = Duration.ofDays(14);

    /** After the last step on the targets; sign-off is asked for the next business day, and there are weekends. */
    public static final Duration SIGN_OFF_WITHIN = Duration.ofDays(4);

    private static final String OF_THE_PERIOD = " u.requested_at >= :begin and u.requested_at < :end ";

    private final JdbcClient jdbc;
    private final LedgerState ledger;
    private final Clock clock;

    ControlReport(JdbcClient jdbc, LedgerState ledger, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clock = clock;
    }

    private record Asked(
            String key,
            String requester,
            boolean closed,
            boolean cancelled,
            boolean emergency,
            boolean takenBack,
            int needed,
            Optional<Instant> started,
            Optional<Instant> lastStep,
            boolean templated) {}

    private record Sealed(String key, String digest, Instant at) {}

    private record Approval(String key, String person, String digest, Instant at, Optional<Instant> revoked) {}

    @Transactional(readOnly = true)
    public Controls of(Period period) {
        Instant now = clock.instant();
        List<Asked> asked = asked(period);
        List<Controls.Shortcut> exceptions = exceptions(period);
        Map<String, List<Controls.Shortcut>> shortcuts =
                exceptions.stream().collect(Collectors.groupingBy(Controls.Shortcut::upgradeKey));
        Set<String> approved = approvedBeforeStart(period, asked);
        Set<String> late = keys(period, """
                select distinct k.upgrade_key from upgrade u join known_issue k on k.upgrade_key = u.upgrade_key
                where k.settled_at is null and k.kind <> 'LESSON' and k.due < :today and""", now);
        Set<String> unproven = keys(period, """
                select distinct b.upgrade_key from upgrade u join backup b on b.upgrade_key = u.upgrade_key
                    join unit_of_change c on c.unit_id = b.unit_id
                where c.mode = 'RAISE' and exists (select 1 from step s where s.unit_id = c.unit_id
                        and s.topic = 'apply-upgrade')
                    and not exists (select 1 from verification v join backup other on other.backup_id = v.backup_id
                        where other.unit_id = b.unit_id and other.item = b.item and v.verdict = 'PASSED')
                    and""", now);
        Set<String> signedOff = keys(period, """
                select distinct r.upgrade_key from upgrade u join record_entry r on r.upgrade_key = u.upgrade_key
                where r.kind = 'answered' and r.rule_id = 'R39' and""", now);
        Map<ControlFigure, List<String>> counted = new EnumMap<>(ControlFigure.class);
        for (ControlFigure figure : ControlFigure.values()) {
            counted.put(figure, new ArrayList<>());
        }
        for (Asked upgrade : asked) {
            List<Controls.Shortcut> owed = shortcuts.getOrDefault(upgrade.key(), List.of());
            boolean reviewedLate = owed.stream().anyMatch(debt -> isLate(debt, now));
            boolean reviewed = owed.stream().allMatch(debt -> debt.reviewedAt().isPresent());
            boolean started = upgrade.started().isPresent();
            boolean waitsForUsers = started && !upgrade.closed() && !signedOff.contains(upgrade.key());
            BiConsumer<ControlFigure, Boolean> count = (figure, holds) -> {
                if (holds) {
                    counted.get(figure).add(upgrade.key());
                }
            };
            count.accept(ControlFigure.REQUESTED, true);
            count.accept(ControlFigure.OPEN, !upgrade.closed());
            count.accept(ControlFigure.FINISHED, upgrade.closed() && !upgrade.cancelled());
            count.accept(ControlFigure.CANCELLED, upgrade.cancelled());
            count.accept(ControlFigure.STARTED, started);
            count.accept(ControlFigure.APPROVED_BEFORE_START, started && approved.contains(upgrade.key()));
            count.accept(ControlFigure.NOT_APPROVED_BEFORE_START, started && !approved.contains(upgrade.key()));
            count.accept(ControlFigure.EMERGENCIES, upgrade.emergency());
            count.accept(ControlFigure.REVIEWED_IN_TIME, upgrade.emergency() && reviewed && !reviewedLate);
            count.accept(ControlFigure.REVIEWED_LATE, upgrade.emergency() && reviewed && reviewedLate);
            count.accept(ControlFigure.EXCEPTIONS, !owed.isEmpty());
            count.accept(
                    ControlFigure.OVERDUE_REVIEWS,
                    owed.stream().anyMatch(debt -> debt.reviewedAt().isEmpty() && isLate(debt, now)));
            count.accept(ControlFigure.OVERDUE_FOLLOW_UPS, late.contains(upgrade.key()));
            count.accept(
                    ControlFigure.OVERDUE_SIGN_OFFS,
                    waitsForUsers
                            && upgrade.lastStep()
                                    .filter(last -> last.plus(SIGN_OFF_WITHIN).isBefore(now))
                                    .isPresent());
            count.accept(ControlFigure.ROLLED_BACK, started && upgrade.takenBack());
            count.accept(ControlFigure.UNPROVEN_BACKUPS, unproven.contains(upgrade.key()));
        }
        return new Controls(period, counted, exceptions, backups(period), outside(period), ledger.now());
    }

    private static boolean isLate(Controls.Shortcut debt, Instant now) {
        return debt.at().plus(REVIEW_WITHIN).isBefore(debt.reviewedAt().orElse(now));
    }

    /**
     * Approved by as many others than the requester as were needed, for the plan that was sealed last when the upgrade
     * started, and not taken back by then.
     */
    private Set<String> approvedBeforeStart(Period period, List<Asked> asked) {
        Map<String, List<Sealed>> plans = by(Sealed::key, sealed(period));
        Map<String, List<Approval>> approvals = by(Approval::key, approvals(period));
        Set<String> approved = new HashSet<>();
        for (Asked upgrade : asked) {
            if (upgrade.started().isEmpty()) {
                continue;
            }
            Instant start = upgrade.started().get();
            Optional<String> digest = plans.getOrDefault(upgrade.key(), List.of()).stream()
                    .filter(plan -> !plan.at().isAfter(start))
                    .findFirst()
                    .map(Sealed::digest);
            long given = approvals.getOrDefault(upgrade.key(), List.of()).stream()
                    .filter(approval -> digest.filter(approval.digest()::equals).isPresent())
                    .filter(approval -> !approval.at().isAfter(start)
                            && approval.revoked()
                                    .filter(at -> !at.isAfter(start))
                                    .isEmpty())
                    .map(Approval::person)
                    .filter(person -> !person.equals(upgrade.requester()))
                    .distinct()
                    .count();
            if (upgrade.needed() == 0 ? upgrade.templated() : given >= upgrade.needed()) {
                approved.add(upgrade.key());
            }
        }
        return approved;
    }

    private List<Asked> asked(Period period) {
        return ask(
                """
                select u.upgrade_key, u.requested_by, u.stage, u.cancelled_by, u.outcome, u.control_level,
                    coalesce(u.approvals_needed, 1) as needed, work.started, work.ended, back.upgrade_key as back,
                    t.upgrade_key as templated
                from upgrade u
                    left join template_use t on t.upgrade_key = u.upgrade_key
                    left join (select s.upgrade_key,
                            min(case when s.topic in ('quiesce-system', 'back-up', 'apply-upgrade')
                                then s.started_at end) as started, max(s.settled_at) as ended
                        from upgrade u join step s on s.upgrade_key = u.upgrade_key
                            join unit_of_change c on c.unit_id = s.unit_id
                        where c.mode = 'RAISE' and %1$s group by s.upgrade_key) work
                        on work.upgrade_key = u.upgrade_key
                    left join (select distinct c.upgrade_key
                        from upgrade u join unit_of_change c on c.upgrade_key = u.upgrade_key
                        where c.mode = 'RAISE' and c.outcome = 'BACK' and %1$s) back on back.upgrade_key = u.upgrade_key
                where %1$s order by u.requested_at, u.upgrade_key
                """.formatted(OF_THE_PERIOD),
                period,
                (row, number) -> new Asked(
                        row.getString("upgrade_key"),
                        row.getString("requested_by"),
                        "CLOSED".equals(row.getString("stage")),
                        row.getString("cancelled_by") != null || "CANCELLED".equals(row.getString("outcome")),
                        "EMERGENCY".equals(row.getString("control_level")),
                        row.getString("back") != null || "BACK_AS_BEFORE".equals(row.getString("outcome")),
                        row.getInt("needed"),
                        moment(row, "started"),
                        moment(row, "ended"),
                        row.getString("templated") != null));
    }

    private List<Sealed> sealed(Period period) {
        return ask(
                """
                select p.upgrade_key, p.digest, p.sealed_at
                from upgrade u join upgrade_plan p on p.upgrade_key = u.upgrade_key
                where p.sealed_at is not null and""" + OF_THE_PERIOD + "order by p.upgrade_key, p.revision desc",
                period,
                (row, number) -> new Sealed(
                        row.getString(1),
                        row.getString(2),
                        moment(row, "sealed_at").orElseThrow()));
    }

    private List<Approval> approvals(Period period) {
        return ask(
                """
                select a.upgrade_key, a.approver, a.plan_digest, a.given_at, a.revoked_at
                from upgrade u join approval a on a.upgrade_key = u.upgrade_key
                where a.verdict = 'APPROVED' and""" + OF_THE_PERIOD,
                period,
                (row, number) -> new Approval(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        moment(row, "given_at").orElseThrow(),
                        moment(row, "revoked_at")));
    }

    private List<Controls.Shortcut> exceptions(Period period) {
        return ask(
                """
                select d.upgrade_key, d.rule_id, d.sentence, d.taken_by, d.taken_at, d.reviewed_by, d.reviewed_at
                from upgrade u join debt d on d.upgrade_key = u.upgrade_key
                where""" + OF_THE_PERIOD + "order by d.taken_at, d.debt_id",
                period,
                (row, number) -> new Controls.Shortcut(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        moment(row, "taken_at").orElseThrow(),
                        Optional.ofNullable(row.getString(6)),
                        moment(row, "reviewed_at")));
    }

    private Controls.Backups backups(Period period) {
        return ask(
                        """
                        select count(*), count(case when passed > 0 then 1 end), coalesce(sum(tried), 0),
                            coalesce(sum(tried - passed), 0)
                        from (select b.backup_id, count(v.verification_id) as tried,
                                count(case when v.verdict = 'PASSED' then 1 end) as passed
                            from upgrade u join backup b on b.upgrade_key = u.upgrade_key
                                join unit_of_change c on c.unit_id = b.unit_id
                                left join verification v on v.backup_id = b.backup_id
                            where c.mode = 'RAISE' and""" + OF_THE_PERIOD + """
                            group by b.backup_id) each_backup
                        """,
                        period,
                        (row, number) ->
                                new Controls.Backups(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)))
                .get(0);
    }

    private List<Controls.Outside> outside(Period period) {
        return ask(
                """
                select system_id, environment, target, found_at, explained_by, explanation from outside_change
                where found_at >= :begin and found_at < :end order by found_at, change_id
                """,
                period,
                (row, number) -> new Controls.Outside(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        moment(row, "found_at").orElseThrow(),
                        Optional.ofNullable(row.getString(5)),
                        Optional.ofNullable(row.getString(6))));
    }

    private Set<String> keys(Period period, String sql, Instant now) {
        return new HashSet<>(jdbc.sql(sql + OF_THE_PERIOD)
                .param("begin", period.begin())
                .param("end", period.end())
                .param("today", now.atZone(ZoneOffset.UTC).toLocalDate())
                .query(String.class)
                .list());
    }

    private <T> List<T> ask(String sql, Period period, RowMapper<T> rows) {
        return jdbc.sql(sql)
                .param("begin", period.begin())
                .param("end", period.end())
                .query(rows)
                .list();
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static <T> Map<String, List<T>> by(Function<T, String> key, List<T> rows) {
        return rows.stream().collect(Collectors.groupingBy(key));
    }
}

package org.liftlock.calendar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftlock.calendar.Booking.Actual;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads windows, approvals and what was really done: one query each, however many upgrades there are. */
@Component
class BookingRows {

    private static final String UPGRADE = """
            select u.upgrade_key, u.system_id, u.environment, u.from_version, u.to_version, u.request, u.reason_category,
                u.reason_text, u.requested_by, u.requested_at, u.control_level,
                coalesce(u.approvals_needed, 1) as needed, u.stage, u.outcome, u.cancelled_at, u.closed_at,
                w.opens_at, w.ends_at, w.decided_at, coalesce(w.revision, 0) as window_revision,
                case when w.revision is null or exists (select 1 from maintenance_window newer
                    where newer.upgrade_key = w.upgrade_key and newer.revision > w.revision) then 0 else 1 end as newest
            """;

    private final JdbcClient jdbc;

    BookingRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An upgrade, with a window where one is booked. */
    record Found(
            String key,
            String system,
            String environment,
            String from,
            String to,
            String request,
            String reason,
            String why,
            String requestedBy,
            Instant requestedAt,
            Optional<String> level,
            int needed,
            String stage,
            Optional<String> outcome,
            Optional<Instant> cancelledAt,
            Optional<Instant> closedAt,
            Optional<MaintenanceWindow> window,
            Optional<Instant> decidedAt,
            int windowRevision,
            boolean newest) {}

    /** What somebody said of a plan. */
    record Said(
            String key, String digest, String approver, boolean approves, Instant at, Optional<Instant> revokedAt) {}

    /**
     * Windows that lie in part between two moments. One that was replaced before it had opened, or by one that goes on from
     * it, was never in force by itself.
     */
    List<Found> between(Instant from, Instant until) {
        return jdbc.sql(UPGRADE + """
                        from maintenance_window w join upgrade u on u.upgrade_key = w.upgrade_key
                        where w.ends_at > :from and w.opens_at < :until
                            and not exists (select 1 from maintenance_window later
                                where later.upgrade_key = w.upgrade_key and later.revision > w.revision
                                and (later.decided_at <= w.opens_at or later.opens_at < w.ends_at))
                        """)
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until))
                .query(BookingRows::found)
                .list();
    }

    /** Upgrades that may still change something, whenever that is, with the newest window where one is booked. */
    List<Found> ahead() {
        return jdbc.sql(UPGRADE + """
                        from upgrade u left join maintenance_window w on w.upgrade_key = u.upgrade_key and w.revision =
                            (select max(newest.revision) from maintenance_window newest
                             where newest.upgrade_key = u.upgrade_key)
                        where u.stage in ('ASSESSMENT', 'PREPARATION', 'WAITING', 'EXECUTION')
                        """).query(BookingRows::found).list();
    }

    Map<String, List<Said>> approvals(Collection<String> keys) {
        return keys.isEmpty()
                ? Map.of()
                : jdbc
                        .sql("""
                        select upgrade_key, plan_digest, approver, verdict, given_at, revoked_at from approval
                        where upgrade_key in (:keys) order by approval_id
                        """)
                        .param("keys", keys)
                        .query((row, number) -> new Said(
                                row.getString("upgrade_key"),
                                row.getString("plan_digest"),
                                row.getString("approver"),
                                row.getString("verdict").equals("APPROVED"),
                                moment(row, "given_at").orElseThrow(),
                                moment(row, "revoked_at")))
                        .list()
                        .stream()
                        .collect(Collectors.groupingBy(Said::key));
    }

    /** When the first step of the execution began, and when the last one ended. */
    Map<String, Actual> actual(Collection<String> keys) {
        Map<String, Actual> actual = new HashMap<>();
        if (!keys.isEmpty()) {
            jdbc.sql("""
                            select upgrade_key, min(started_at) as began, max(settled_at) as ended,
                                sum(case when status = 'OPEN' then 1 else 0 end) as running
                            from step where upgrade_key in (:keys) and stage = 'EXECUTION' group by upgrade_key
                            """)
                    .param("keys", keys)
                    .query((row, number) -> actual.put(
                            row.getString("upgrade_key"),
                            new Actual(
                                    moment(row, "began").orElseThrow(),
                                    row.getInt("running") > 0 ? Optional.empty() : moment(row, "ended"))))
                    .list();
        }
        return actual;
    }

    private static Found found(ResultSet row, int number) throws SQLException {
        Optional<Instant> opens = moment(row, "opens_at");
        Optional<Instant> ends = moment(row, "ends_at");
        return new Found(
                row.getString("upgrade_key"),
                row.getString("system_id"),
                row.getString("environment"),
                row.getString("from_version"),
                row.getString("to_version"),
                row.getString("request"),
                row.getString("reason_category"),
                row.getString("reason_text"),
                row.getString("requested_by"),
                moment(row, "requested_at").orElseThrow(),
                Optional.ofNullable(row.getString("control_level")),
                row.getInt("needed"),
                row.getString("stage"),
                Optional.ofNullable(row.getString("outcome")),
                moment(row, "cancelled_at"),
                moment(row, "closed_at"),
                opens.map(from -> new MaintenanceWindow(from, ends.orElseThrow())),
                moment(row, "decided_at"),
                row.getInt("window_revision"),
                row.getInt("newest") == 1);
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}

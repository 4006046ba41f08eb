package org.liftlock.lifecycle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftlock.lifecycle.Landing.CalendarLine;
import org.liftlock.lifecycle.Landing.Ended;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads upgrades, their windows, targets and running steps. */
@Component
class UpgradeRows {

    private static final Duration AHEAD = Duration.ofDays(14);
    private static final Duration LATELY = Duration.ofDays(7);

    private static final String UPGRADES = """
            select u.upgrade_key, u.system_id, u.environment, u.from_version, u.to_version, u.method,
                u.reason_category, u.reason_text, u.requested_by, u.requested_at, u.control_level, u.control_reason,
                u.stage, u.outcome, u.engine_instance, u.closed_at, w.opens_at, w.ends_at
            from upgrade u left join maintenance_window w on w.upgrade_key = u.upgrade_key and w.revision =
                (select max(newest.revision) from maintenance_window newest where newest.upgrade_key = u.upgrade_key)
            """;

    /** By name: "other than closed" finds no index, and most upgrades are closed. */
    private static final List<String> OPEN = Stream.of(Stage.values())
            .filter(stage -> stage != Stage.CLOSED)
            .map(Stage::name)
            .toList();

    private final JdbcClient jdbc;
    private final Clock clock;

    UpgradeRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The row of one upgrade. */
    record Base(
            String key,
            String system,
            String environment,
            String from,
            String to,
            String method,
            String reason,
            String reasonText,
            String requestedBy,
            Instant requestedAt,
            Optional<String> controlLevel,
            Optional<String> controlReason,
            String stage,
            Optional<String> outcome,
            Optional<String> engineInstance,
            Optional<Instant> closedAt,
            Optional<UpgradeLine.WindowSpan> window) {

        UpgradeLine line(String state, Optional<NextTimer> timer, List<TargetDot> targets) {
            return new UpgradeLine(
                    key,
                    system,
                    environment,
                    from,
                    to,
                    method,
                    reason,
                    controlLevel,
                    stage,
                    outcome,
                    state,
                    requestedBy,
                    requestedAt,
                    window,
                    timer,
                    targets,
                    closedAt);
        }
    }

    List<Base> open() {
        return jdbc.sql(UPGRADES + " where u.stage in (:open) order by u.requested_at desc, u.upgrade_key desc")
                .param("open", OPEN)
                .query(UpgradeRows::base)
                .list();
    }

    List<Base> latestOf(String system, int most) {
        return jdbc.sql(UPGRADES
                        + " where u.system_id = :system order by u.requested_at desc, u.upgrade_key desc limit :most")
                .param("system", system)
                .param("most", most)
                .query(UpgradeRows::base)
                .list();
    }

    List<Base> of(List<String> keys) {
        return jdbc.sql(UPGRADES + " where u.upgrade_key in (:keys)")
                .param("keys", keys)
                .query(UpgradeRows::base)
                .list();
    }

    Optional<Base> one(String key) {
        return jdbc.sql(UPGRADES + " where u.upgrade_key = :key")
                .param("key", key)
                .query(UpgradeRows::base)
                .optional();
    }

    private static Base base(ResultSet row, int number) throws SQLException {
        Optional<Instant> opens = Row.maybeInstant(row, "opens_at");
        Optional<Instant> ends = Row.maybeInstant(row, "ends_at");
        return new Base(
                row.getString("upgrade_key"),
                row.getString("system_id"),
                row.getString("environment"),
                row.getString("from_version"),
                row.getString("to_version"),
                row.getString("method"),
                row.getString("reason_category"),
                row.getString("reason_text"),
                row.getString("requested_by"),
                Row.instant(row, "requested_at"),
                Row.maybe(row, "control_level"),
                Row.maybe(row, "control_reason"),
                row.getString("stage"),
                Row.maybe(row, "outcome"),
                Row.maybe(row, "engine_instance"),
                Row.maybeInstant(row, "closed_at"),
                opens.map(from -> new UpgradeLine.WindowSpan(from, ends.orElseThrow())));
    }

    Map<String, List<TargetDot>> targets(List<String> keys) {
        record Dot(String upgrade, TargetDot dot) {}
        return jdbc
                .sql("""
                        select c.upgrade_key, t.target, c.environment, c.mode, c.outcome,
                            (select count(*) from step s where s.unit_id = c.unit_id) as steps
                        from unit_of_change c join unit_target t on t.unit_id = c.unit_id
                        where c.upgrade_key in (:keys)
                        order by c.upgrade_key, c.mode desc, c.unit_order, t.target_order
                        """)
                .param("keys", keys)
                .query((row, number) -> new Dot(
                        row.getString("upgrade_key"),
                        new TargetDot(
                                row.getString("target"),
                                row.getString("environment"),
                                row.getString("mode").equals("REHEARSE"),
                                Optional.ofNullable(row.getString("outcome"))
                                        .orElse(row.getInt("steps") > 0 ? "WORKING" : "PLANNED"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Dot::upgrade, Collectors.mapping(Dot::dot, Collectors.toList())));
    }

    Map<String, List<String>> runningSteps(List<String> keys) {
        record Running(String upgrade, String words) {}
        return jdbc
                .sql("""
                        select upgrade_key, topic from step
                        where status = 'OPEN' and upgrade_key in (:keys) order by started_at
                        """)
                .param("keys", keys)
                .query((row, number) ->
                        new Running(row.getString("upgrade_key"), Words.sentence(row.getString("topic"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Running::upgrade, Collectors.mapping(Running::words, Collectors.toList())));
    }

    List<Ended> recentlyClosed() {
        return jdbc.sql("""
                        select upgrade_key, system_id, from_version, to_version, outcome, closed_at from upgrade
                        where stage = 'CLOSED' and outcome is not null and closed_at > :since order by closed_at desc limit 5
                        """)
                .param("since", at(clock.instant().minus(LATELY)))
                .query((row, number) -> new Ended(
                        row.getString("upgrade_key"),
                        row.getString("system_id"),
                        row.getString("from_version") + " → " + row.getString("to_version"),
                        row.getString("outcome"),
                        Row.instant(row, "closed_at")))
                .list();
    }

    /** Windows and freezes of the next two weeks, with what stands in each other's way. */
    List<CalendarLine> calendar() {
        record Span(
                boolean freeze,
                Optional<String> upgrade,
                Optional<String> system,
                String title,
                Instant from,
                Instant until) {}
        Instant now = clock.instant();
        List<Span> spans = jdbc.sql("""
                        select 0 as freeze, u.upgrade_key, u.system_id,
                            u.system_id || ' ' || u.from_version || ' → ' || u.to_version as title,
                            w.opens_at as starts_at, w.ends_at
                        from upgrade u join maintenance_window w on w.upgrade_key = u.upgrade_key and w.revision =
                            (select max(newest.revision) from maintenance_window newest
                             where newest.upgrade_key = u.upgrade_key)
                        where u.stage in ('ASSESSMENT', 'PREPARATION', 'WAITING', 'EXECUTION')
                            and w.ends_at > :now and w.opens_at < :until
                        union all
                        select 1, null, f.system_id, f.name, f.starts_at, f.ends_at from change_freeze f
                        where f.ends_at > :now and f.starts_at < :until
                        order by 5
                        """)
                .param("now", at(now))
                .param("until", at(now.plus(AHEAD)))
                .query((row, number) -> new Span(
                        row.getInt("freeze") == 1,
                        Row.maybe(row, "upgrade_key"),
                        Row.maybe(row, "system_id"),
                        row.getString("title"),
                        Row.instant(row, "starts_at"),
                        Row.instant(row, "ends_at")))
                .list();
        return spans.stream()
                .map(span -> new CalendarLine(
                        span.freeze(),
                        span.upgrade(),
                        span.title(),
                        span.from(),
                        span.until(),
                        span.freeze()
                                ? Optional.empty()
                                : spans.stream()
                                        .filter(other -> other != span
                                                && other.from().isBefore(span.until())
                                                && span.from().isBefore(other.until())
                                                && (other.system().isEmpty()
                                                        || other.system().equals(span.system())))
                                        .findFirst()
                                        .map(other -> other.freeze()
                                                ? "falls into the freeze \"" + other.title() + "\""
                                                : "overlaps " + other.upgrade().orElse(other.title()))))
                .toList();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}

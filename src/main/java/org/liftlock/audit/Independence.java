package org.liftlock.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftlock.audit.Duties.Approved;
import org.liftlock.audit.Duties.Reviewed;
import org.liftlock.audit.Duties.Written;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.SystemDescription;
import org.liftlock.lifecycle.Editors;
import org.liftlock.naming.SystemId;
import org.liftlock.planning.Plans;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether the people who had to be different people were (R28, R29, R39). It is worked out anew from what is written down,
 * not from what the approval was allowed with, so that it also finds what went past it.
 */
@Component
public class Independence {

    private static final String OF_THE_PERIOD = " u.requested_at >= :begin and u.requested_at < :end ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;
    private final Descriptions descriptions;
    private final AtomicReference<Kinds> kinds = new AtomicReference<>(new Kinds("", Map.of()));

    Independence(JdbcClient jdbc, Descriptions descriptions) {
        this.jdbc = jdbc;
        this.descriptions = descriptions;
    }

    /** The newest upgrade first. */
    public record Report(Period period, List<Duties> upgrades) {

        public List<Duties> coincident() {
            return upgrades.stream()
                    .filter(duties -> !duties.coincidences().isEmpty())
                    .toList();
        }

        public Table table() {
            return new Table(
                    "liftlock-independence-1",
                    "/audit/independence",
                    period.written(),
                    Duties.NAMES,
                    upgrades.stream().map(Duties::cells).toList());
        }
    }

    /** @param bySystem filled as systems are asked for; true as long as the descriptions are those of the state */
    private record Kinds(String state, Map<String, String> bySystem) {}

    private record Asked(String key, String system, String requester, String template) {}

    private record Planned(String key, String planner, String engineer) {}

    /** @param since when somebody had last looked at what the upgrade is made of */
    private record Approval(String key, String person, Instant at, Instant since) {}

    private record Debt(String key, String taker, String reviewer) {}

    private record Acted(String key, String person) {}

    private record Revision(String layer, String name, int number, String person, Instant at) {}

    @Transactional(readOnly = true)
    public Report of(Period period) {
        List<Asked> asked = asked(period);
        Map<String, List<Planned>> plans = by(Planned::key, plans(period));
        Map<String, List<Acted>> taken = by(Acted::key, taken(period));
        Map<String, List<Approval>> approvals = by(Approval::key, approvals(period));
        Map<String, List<Approval>> templates = by(Approval::key, templates(period));
        Map<String, List<Debt>> debts = by(Debt::key, debts(period));
        Map<String, List<Acted>> signedOff = by(Acted::key, signedOff(period));
        Map<String, List<Revision>> revisions =
                by(revision -> revision.layer() + " " + revision.name(), revisions(period));
        Map<String, String> kinds = kinds();
        return new Report(
                period,
                asked.stream()
                        .map(upgrade -> {
                            List<Planned> planned = plans.getOrDefault(upgrade.key(), List.of());
                            boolean byPeople = approvals.containsKey(upgrade.key());
                            List<Approval> given =
                                    (byPeople ? approvals : templates).getOrDefault(upgrade.key(), List.of());
                            // Whoever approves a template writes it: that is its approval.
                            String template = byPeople ? upgrade.template() : "";
                            Function<Approval, Approved> told = approval -> new Approved(
                                    approval.person(), written(upgrade.system(), template, approval, revisions, kinds));
                            return Duties.of(
                                    upgrade.key(),
                                    upgrade.system(),
                                    upgrade.requester(),
                                    Stream.concat(
                                                    planned.stream().map(Planned::planner),
                                                    taken.getOrDefault(upgrade.key(), List.of()).stream()
                                                            .map(Acted::person))
                                            .filter(person -> !person.equals(Plans.DRAFT))
                                            .toList(),
                                    planned.isEmpty() ? "" : planned.get(0).engineer(),
                                    given.stream().map(told).toList(),
                                    signedOff.getOrDefault(upgrade.key(), List.of()).stream()
                                            .map(Acted::person)
                                            .toList(),
                                    debts.getOrDefault(upgrade.key(), List.of()).stream()
                                            .map(debt -> new Reviewed(debt.taker(), debt.reviewer()))
                                            .toList());
                        })
                        .toList());
    }

    /** What the approval was the first to look at. */
    private List<Written> written(
            String system,
            String template,
            Approval approval,
            Map<String, List<Revision>> revisions,
            Map<String, String> kinds) {
        boolean anyKind = revisions.keySet().stream().anyMatch(name -> name.startsWith("KIND "));
        String kind = anyKind ? kinds.computeIfAbsent(system, this::kind) : "";
        return List.of("SYSTEM " + system, "KIND " + kind, "TEMPLATE " + template).stream()
                .flatMap(name -> revisions.getOrDefault(name, List.of()).stream())
                .filter(revision ->
                        revision.at().isAfter(approval.since()) && revision.at().isBefore(approval.at()))
                .map(revision -> new Written(
                        revision.person(),
                        revision.layer().toLowerCase() + " " + revision.name() + ", revision " + revision.number()))
                .toList();
    }

    /** To read the descriptions of all systems takes longer than the rest of the report. */
    private Map<String, String> kinds() {
        String state = jdbc.sql("select count(*), max(changed_at) from description")
                .query((row, number) -> row.getString(1) + " " + row.getString(2))
                .single();
        return kinds.updateAndGet(
                        known -> known.state().equals(state) ? known : new Kinds(state, new ConcurrentHashMap<>()))
                .bySystem();
    }

    /** A system that no longer fits its kind, or is gone, has none that could be looked up. */
    private String kind(String system) {
        try {
            return descriptions
                    .system(new SystemId(system))
                    .map(SystemDescription::kind)
                    .orElse("");
        } catch (InvalidDescription broken) {
            return "";
        }
    }

    private List<Asked> asked(Period period) {
        return ask(
                """
                select u.upgrade_key, u.system_id, u.requested_by, t.template
                from upgrade u left join template_use t on t.upgrade_key = u.upgrade_key
                where""" + OF_THE_PERIOD + "order by u.requested_at desc, u.upgrade_key desc",
                period,
                (row, number) -> new Asked(row.getString(1), row.getString(2), row.getString(3), text(row, 4)));
    }

    private List<Planned> plans(Period period) {
        return ask(
                """
                select p.upgrade_key, p.planned_by, p.document
                from upgrade u join upgrade_plan p on p.upgrade_key = u.upgrade_key
                where""" + OF_THE_PERIOD + "order by p.upgrade_key, p.revision desc",
                period,
                (row, number) -> new Planned(row.getString(1), row.getString(2), engineer(row.getString(3))));
    }

    /** Who took a plan as it was. */
    private List<Acted> taken(Period period) {
        return ask("""
                select r.upgrade_key, r.actor
                from upgrade u join record_entry r on r.upgrade_key = u.upgrade_key
                where r.kind = 'plan-taken' and""" + OF_THE_PERIOD, period, (row, number) -> new Acted(row.getString(1), row.getString(2)));
    }

    private List<Approval> approvals(Period period) {
        return ask(
                """
                select a.upgrade_key, a.approver, a.given_at, %s as since
                from upgrade u join approval a on a.upgrade_key = u.upgrade_key
                where a.verdict = 'APPROVED' and""".formatted(Editors.LOOKED_AT.formatted("a.given_at")) + OF_THE_PERIOD,
                period,
                Independence::approval);
    }

    /** Who approved the template, approved the upgrades that follow it. */
    private List<Approval> templates(Period period) {
        return ask(
                """
                select u.upgrade_key, d.changed_by, d.changed_at, %s as since
                from upgrade u join template_use t on t.upgrade_key = u.upgrade_key
                    join description d on d.layer = 'TEMPLATE' and d.name = t.template and d.revision = t.revision
                where""".formatted(Editors.LOOKED_AT.formatted("d.changed_at")) + OF_THE_PERIOD,
                period,
                Independence::approval);
    }

    private List<Debt> debts(Period period) {
        return ask(
                """
                select d.upgrade_key, d.taken_by, d.reviewed_by
                from upgrade u join debt d on d.upgrade_key = u.upgrade_key
                where d.reviewed_by is not null and""" + OF_THE_PERIOD,
                period,
                (row, number) -> new Debt(row.getString(1), row.getString(2), row.getString(3)));
    }

    private List<Acted> signedOff(Period period) {
        return ask("""
                select r.upgrade_key, r.actor from upgrade u join record_entry r on r.upgrade_key = u.upgrade_key
                where r.kind = 'answered' and r.rule_id = 'R39' and""" + OF_THE_PERIOD, period, (row, number) -> new Acted(row.getString(1), row.getString(2)));
    }

    /** All that may have been new to somebody who approved an upgrade of the period. */
    private List<Revision> revisions(Period period) {
        return jdbc.sql("""
                        select layer, name, revision, changed_by, changed_at from description
                        where layer in ('KIND', 'TEMPLATE') or layer = 'SYSTEM' and name in
                            (select u.system_id from upgrade u where u.requested_at >= :begin and u.requested_at < :end)
                        order by changed_at
                        """)
                .param("begin", period.begin())
                .param("end", period.end())
                .query((row, number) -> new Revision(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    private <T> List<T> ask(String sql, Period period, RowMapper<T> rows) {
        return jdbc.sql(sql)
                .param("begin", period.begin())
                .param("end", period.end())
                .query(rows)
                .list();
    }

    private static Approval approval(ResultSet row, int number) throws SQLException {
        OffsetDateTime since = row.getObject(4, OffsetDateTime.class);
        return new Approval(
                row.getString(1),
                row.getString(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                since == null ? Instant.EPOCH : since.toInstant());
    }

    private static String engineer(String plan) {
        try {
            return JSON.readTree(plan).path("engineer").asText("");
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A plan in the database cannot be read", unreadable);
        }
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static <T> Map<String, List<T>> by(Function<T, String> key, List<T> rows) {
        return rows.stream().collect(Collectors.groupingBy(key));
    }
}

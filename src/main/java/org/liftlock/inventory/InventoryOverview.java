package org.liftlock.inventory;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The inventory as people look at it: what the last look found, and what is not alike. */
@Service
public class InventoryOverview {

    private static final int SOON_DAYS = 30;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final States states;
    private final Snapshots snapshots;
    private final KeptDrift drift;

    InventoryOverview(JdbcClient jdbc, Clock clock, States states, Snapshots snapshots, KeptDrift drift) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.states = states;
        this.snapshots = snapshots;
        this.drift = drift;
    }

    /** A name and what was read for it. */
    public record Line(String name, String reading) {}

    /** @param daysLeft below zero when it has run out */
    public record Certificate(String file, String subject, LocalDate until, long daysLeft) {

        public boolean soon() {
            return daysLeft < SOON_DAYS;
        }
    }

    /**
     * A target as it was found last.
     *
     * @param trouble why it could not be looked at the last time
     * @param since when it was found in this state first
     */
    public record Sheet(
            TargetId target,
            String environment,
            Optional<Instant> lookedAt,
            Optional<String> trouble,
            Optional<Instant> since,
            List<Line> versions,
            List<Line> system,
            List<Line> files,
            List<Line> packages,
            List<Line> services,
            List<Line> ports,
            List<Certificate> certificates) {}

    /** Something that is not the same on all targets that should be alike. */
    public record Difference(String system, String environment, boolean warns, String sentence, Instant foundAt) {}

    /** A target that could not be looked at. */
    public record Unseen(String system, String environment, TargetId target, String why, Instant since) {}

    /** Targets of a system that were looked at, or tried. */
    public List<Sheet> of(String system) {
        List<Sheet> sheets = new ArrayList<>();
        List<State> found = jdbc
                .sql("select distinct environment from inventory_state where system_id = ? order by environment")
                .param(system)
                .query(String.class)
                .list()
                .stream()
                .flatMap(environment -> states.newest(system, environment).stream())
                .toList();
        Set<Digest> lists = new HashSet<>();
        found.forEach(state -> lists.addAll(Facts.lists(state.readings())));
        Map<Digest, String> texts = snapshots.texts(lists);
        jdbc.sql("""
                        select looked.environment, looked.target, looked.looked_at, looked.trouble,
                            (select max(state.state_id) from inventory_state state
                                where state.system_id = looked.system_id and state.environment = looked.environment
                                    and state.target = looked.target) as newest
                        from inventory_look looked where looked.system_id = ?
                        order by looked.environment, looked.target
                        """)
                .param(system)
                .query((row, number) -> {
                    long newest = row.getLong("newest");
                    Optional<State> state =
                            found.stream().filter(one -> one.id() == newest).findFirst();
                    return sheets.add(sheet(
                            TargetId.parse(row.getString("target")),
                            row.getString("environment"),
                            Optional.ofNullable(row.getObject("looked_at", OffsetDateTime.class))
                                    .map(OffsetDateTime::toInstant),
                            Optional.ofNullable(row.getString("trouble")),
                            state,
                            texts));
                })
                .list();
        return sheets;
    }

    private Sheet sheet(
            TargetId target,
            String environment,
            Optional<Instant> lookedAt,
            Optional<String> trouble,
            Optional<State> state,
            Map<Digest, String> texts) {
        Facts facts = Facts.of(state.map(State::readings).orElse(List.of()), texts);
        return new Sheet(
                target,
                environment,
                lookedAt,
                trouble,
                state.map(State::foundAt),
                lines(facts, Category.VERSION),
                lines(facts, Category.SYSTEM),
                lines(facts, Category.FILE),
                lines(facts, Category.PACKAGES),
                lines(facts, Category.SERVICES),
                lines(facts, Category.PORTS),
                lines(facts, Category.CERTIFICATE).stream()
                        .flatMap(line -> certificate(line).stream())
                        .toList());
    }

    private static List<Line> lines(Facts facts, Category category) {
        return facts.values().entrySet().stream()
                .filter(entry -> entry.getKey().category() == category)
                .map(entry -> new Line(
                        entry.getKey().name(),
                        category == Category.FILE ? entry.getKey().shown(entry.getValue()) : entry.getValue()))
                .toList();
    }

    private Optional<Certificate> certificate(Line line) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return Certificates.lastDay(line.reading())
                .map(until -> new Certificate(
                        line.name(),
                        line.reading().substring(0, line.reading().lastIndexOf(", until")),
                        until,
                        ChronoUnit.DAYS.between(today, until)));
    }

    /** What is not alike between targets of a system. */
    public List<Difference> drift(String system) {
        return drift().stream()
                .filter(difference -> difference.system().equals(system))
                .toList();
    }

    /** What is not alike, of all systems. */
    public List<Difference> drift() {
        return drift.all().stream()
                .map(found -> new Difference(
                        found.system(), found.environment(), found.warns(), found.sentence(), found.foundAt()))
                .toList();
    }

    /** Targets that could not be looked at the last time. */
    public List<Unseen> unseen() {
        return jdbc.sql("""
                        select system_id, environment, target, trouble, trouble_since from inventory_look
                        where trouble is not null order by trouble_since, target
                        """)
                .query((row, number) -> new Unseen(
                        row.getString("system_id"),
                        row.getString("environment"),
                        TargetId.parse(row.getString("target")),
                        row.getString("trouble"),
                        row.getObject("trouble_since", OffsetDateTime.class).toInstant()))
                .list();
    }
}

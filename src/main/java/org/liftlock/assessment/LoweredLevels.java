package org.liftlock.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liftlock.lifecycle.ControlLevel;
import org.liftlock.process.DecisionTables;
import org.liftlock.process.ModelGate;
import org.liftlock.process.ModelKeys;
import org.liftlock.process.UpgradeProcess;
import org.liftlock.process.Variables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which past upgrades a changed table of control levels would have asked less for (R02): the table is asked again with what
 * the upgrade was known by when its level was determined.
 */
@Component
public class LoweredLevels {

    private static final int NEWEST = 500;

    /** From the least that is asked of people to the most. */
    private static final List<ControlLevel> BY_CONTROL =
            List.of(ControlLevel.LOW, ControlLevel.EMERGENCY, ControlLevel.NORMAL, ControlLevel.HIGH);

    private final JdbcClient jdbc;
    private final DecisionTables tables;

    LoweredLevels(JdbcClient jdbc, DecisionTables tables) {
        this.jdbc = jdbc;
        this.tables = tables;
    }

    /** An upgrade of which less would have been asked. */
    public record Lowered(String upgrade, String system, String was, String would) {}

    /**
     * What was asked.
     *
     * @param approvals how many
     */
    private record Asked(ControlLevel level, int approvals, boolean rehearsal) {

        static Asked of(Object level, Object approvals, Object rehearsal) {
            return new Asked(
                    ControlLevel.valueOf(String.valueOf(level)),
                    approvals instanceof Number number ? number.intValue() : 0,
                    Boolean.TRUE.equals(rehearsal));
        }

        boolean asksLessThan(Asked other) {
            return BY_CONTROL.indexOf(level) < BY_CONTROL.indexOf(other.level)
                    || approvals < other.approvals
                    || other.rehearsal && !rehearsal;
        }

        @Override
        public String toString() {
            return level.name().toLowerCase() + ", " + approvals + (approvals == 1 ? " approval" : " approvals")
                    + (rehearsal ? ", rehearsal" : ", no rehearsal");
        }
    }

    private record Past(String key, String system, String instance) {}

    /** Whether this file holds the table of control levels. */
    public static boolean isTable(ModelGate.Model file) {
        return file.isDecision() && ModelKeys.definedIn(file).contains("decision " + UpgradeProcess.CONTROL_LEVEL);
    }

    /** Of the newest 500 upgrades, the newest first. */
    public List<Lowered> by(ModelGate.Model file) {
        DecisionTables.Table table = tables.open(file, UpgradeProcess.CONTROL_LEVEL);
        List<Past> past = jdbc.sql("select upgrade_key, system_id, engine_instance from upgrade"
                        + " where control_level is not null and engine_instance is not null"
                        + " order by requested_at desc limit " + NEWEST)
                .query((row, number) -> new Past(row.getString(1), row.getString(2), row.getString(3)))
                .list();
        Set<String> names = new TreeSet<>(table.asks());
        names.add(Variables.CONTROL_LEVEL.name());
        names.add(Variables.APPROVALS_NEEDED.name());
        names.add(Variables.REHEARSAL_NEEDED.name());
        Map<String, Map<String, Object>> values =
                tables.values(past.stream().map(Past::instance).toList(), names);
        List<Lowered> lowered = new ArrayList<>();
        for (Past upgrade : past) {
            Map<String, Object> facts = values.getOrDefault(upgrade.instance(), Map.of());
            if (facts.containsKey(Variables.CONTROL_LEVEL.name())) {
                compare(upgrade, facts, table).ifPresent(lowered::add);
            }
        }
        return lowered;
    }

    private static Optional<Lowered> compare(Past upgrade, Map<String, Object> facts, DecisionTables.Table table) {
        Asked was = Asked.of(
                facts.get(Variables.CONTROL_LEVEL.name()),
                facts.get(Variables.APPROVALS_NEEDED.name()),
                facts.get(Variables.REHEARSAL_NEEDED.name()));
        Optional<Map<String, Object>> answer = table.answer(facts);
        if (answer.isEmpty()) {
            return Optional.of(new Lowered(
                    upgrade.key(), upgrade.system(), was.toString(), "no rule fits: it could not have gone on"));
        }
        Map<String, Object> row = answer.get();
        Asked would = Asked.of(row.get("level"), row.get("approvalsNeeded"), row.get("rehearsalNeeded"));
        return would.asksLessThan(was)
                ? Optional.of(new Lowered(upgrade.key(), upgrade.system(), was.toString(), would.toString()))
                : Optional.empty();
    }
}

package org.liftlock.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.naming.TargetId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The units of change of an upgrade. */
@Component
public class Units {

    /** The item every unit has: what its targets are configured with. */
    public static final String CONFIGURATION = "configuration";

    private final JdbcClient jdbc;
    private final Upgrades upgrades;
    private final StepVariables variables;

    Units(JdbcClient jdbc, Upgrades upgrades, StepVariables variables) {
        this.jdbc = jdbc;
        this.upgrades = upgrades;
        this.variables = variables;
    }

    /** A new unit, with its items numbered for the chain of proofs. */
    @Transactional
    public UnitOfChange form(String upgradeKey, String environment, UnitOfChange.Mode mode, List<TargetId> targets) {
        UpgradeDescription description = upgrades.describe(upgradeKey);
        Upgrade upgrade = upgrades.find(upgradeKey);
        List<UnitOfChange.Item> items = items(description, upgrade, environment, targets);
        int order = jdbc.sql(
                        "select coalesce(max(unit_order), 0) + 1 from unit_of_change where upgrade_key = ? and mode = ?")
                .param(upgradeKey)
                .param(mode.name())
                .query(Integer.class)
                .single();
        String unitId = upgradeKey + (mode == UnitOfChange.Mode.REHEARSE ? ".r" : ".u") + order;
        jdbc.sql("""
                        insert into unit_of_change (unit_id, upgrade_key, environment, unit_order, mode, method, item_count)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(unitId)
                .param(upgradeKey)
                .param(environment)
                .param(order)
                .param(mode.name())
                .param(description.method().name())
                .param(items.size())
                .update();
        for (int place = 0; place < targets.size(); place++) {
            jdbc.sql("insert into unit_target (unit_id, target, target_order) values (?, ?, ?)")
                    .param(unitId)
                    .param(targets.get(place).toString())
                    .param(place)
                    .update();
        }
        for (UnitOfChange.Item item : items) {
            jdbc.sql("insert into unit_item (unit_id, item_order, item, provider) values (?, ?, ?, ?)")
                    .param(unitId)
                    .param(item.order())
                    .param(item.name())
                    .param(item.provider())
                    .update();
        }
        return find(unitId);
    }

    public UnitOfChange find(String unitId) {
        return query("unit_id = ?", unitId).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no unit of change " + unitId));
    }

    /** Units of an upgrade in the order they are changed. */
    public List<UnitOfChange> of(String upgradeKey) {
        return query("upgrade_key = ?", upgradeKey);
    }

    /** Units to be raised, without those whose targets got another unit in a later window. */
    public List<UnitOfChange> newestToRaise(String upgradeKey) {
        List<UnitOfChange> raising = of(upgradeKey).stream()
                .filter(unit -> unit.mode() == UnitOfChange.Mode.RAISE)
                .toList();
        return raising.stream()
                .filter(unit -> raising.stream()
                        .skip(raising.indexOf(unit) + 1L)
                        .allMatch(later -> Collections.disjoint(later.targets(), unit.targets())))
                .toList();
    }

    /** Every target of the unit, resolved with what is known now. */
    public List<TargetDescription> describe(UnitOfChange unit) {
        return describe(unit, known(unit));
    }

    /** The same targets as they were: what speaks of the new version means the old one. For checking a way back (R40). */
    public List<TargetDescription> describeAsBefore(UnitOfChange unit) {
        Map<String, String> known = known(unit);
        Optional.ofNullable(known.get("from.version")).ifPresent(version -> known.put("to.version", version));
        return describe(unit, known);
    }

    /**
     * Every target of the unit as it is once the change is made: the major version that runs there is the new one. For
     * starting, checking and finishing what was raised.
     */
    public List<TargetDescription> describeAsRaised(UnitOfChange unit) {
        UpgradeDescription description = upgrades.describe(unit.upgradeKey());
        Map<String, String> known = known(unit);
        known.put("major", description.majorRaisedTo());
        return describe(unit, description, known);
    }

    /** The same without what is held out of use until sign-off. */
    public List<TargetDescription> describeInUse(UnitOfChange unit) {
        return describeAsRaised(unit).stream().filter(target -> !target.held()).toList();
    }

    /** The version the unit ran when it was last read before the change; a rehearsal may start from another one. */
    public Optional<String> versionBefore(UnitOfChange unit) {
        return jdbc.sql("""
                        select reading from inventory_reading
                        where upgrade_key = ? and moment = 'BEFORE' and environment = ? and category = 'VERSION'
                            and target in (select target from unit_target where unit_id = ?)
                        order by reading_id fetch first 1 rows only
                        """)
                .param(unit.upgradeKey())
                .param(unit.environment())
                .param(unit.unitId())
                .query(String.class)
                .optional();
    }

    private List<TargetDescription> describe(UnitOfChange unit, Map<String, String> known) {
        return describe(unit, upgrades.describe(unit.upgradeKey()), known);
    }

    private static List<TargetDescription> describe(
            UnitOfChange unit, UpgradeDescription description, Map<String, String> known) {
        return unit.targets().stream()
                .map(target -> description.target(unit.environment(), target, known))
                .toList();
    }

    private Map<String, String> known(UnitOfChange unit) {
        Map<String, String> known = new HashMap<>(variables.of(unit.upgradeKey()));
        versionBefore(unit).ifPresent(version -> known.put("from.version", version));
        return known;
    }

    /** Remembers which process works on the unit. */
    public void worksIn(String unitId, String processInstance) {
        jdbc.sql("update unit_of_change set process_instance = ? where unit_id = ?")
                .param(processInstance)
                .param(unitId)
                .update();
    }

    @Transactional
    public void ended(String unitId, UnitOfChange.Result result) {
        jdbc.sql("update unit_of_change set outcome = ? where unit_id = ?")
                .param(result.name())
                .param(unitId)
                .update();
    }

    private List<UnitOfChange.Item> items(
            UpgradeDescription description, Upgrade upgrade, String environment, List<TargetId> targets) {
        String prefix = description.system() + "/" + environment + "/";
        Map<String, String> known = variables.of(upgrade.key());
        List<UnitOfChange.Item> items = new ArrayList<>();
        targets.stream()
                .flatMap(target -> description.target(environment, target, known).stores().stream())
                .map(store -> Map.entry(store.name(), store.provider()))
                .distinct()
                .sorted(Map.Entry.comparingByKey())
                .forEach(store ->
                        items.add(new UnitOfChange.Item(items.size() + 1, prefix + store.getKey(), store.getValue())));
        items.add(new UnitOfChange.Item(items.size() + 1, prefix + CONFIGURATION, "files"));
        return items;
    }

    private List<UnitOfChange> query(String condition, String parameter) {
        return jdbc.sql("select unit_id, upgrade_key, environment, mode, outcome from unit_of_change where " + condition
                        + " order by mode, unit_order")
                .param(parameter)
                .query((found, row) -> {
                    String unitId = found.getString("unit_id");
                    return new UnitOfChange(
                            unitId,
                            found.getString("upgrade_key"),
                            found.getString("environment"),
                            UnitOfChange.Mode.valueOf(found.getString("mode")),
                            targets(unitId),
                            itemsOf(unitId),
                            Optional.ofNullable(found.getString("outcome")).map(UnitOfChange.Result::valueOf));
                })
                .list();
    }

    private List<TargetId> targets(String unitId) {
        return jdbc.sql("select target from unit_target where unit_id = ? order by target_order")
                .param(unitId)
                .query((found, row) -> TargetId.parse(found.getString(1)))
                .list();
    }

    private List<UnitOfChange.Item> itemsOf(String unitId) {
        return jdbc.sql("select item_order, item, provider from unit_item where unit_id = ? order by item_order")
                .param(unitId)
                .query((found, row) -> new UnitOfChange.Item(found.getInt(1), found.getString(2), found.getString(3)))
                .list();
    }
}

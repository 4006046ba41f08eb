package org.liftlock.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.StandardChange;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.Cancellations;
import org.liftlock.lifecycle.ControlLevel;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.lifecycle.Windows;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What follows from a plan once it is fixed. */
@Component
class Sealing {

    private final Plans plans;
    private final Upgrades upgrades;
    private final Units units;
    private final Windows windows;
    private final Directives directives;
    private final Cancellations cancellations;
    private final Descriptions descriptions;
    private final JdbcClient jdbc;

    Sealing(
            Plans plans,
            Upgrades upgrades,
            Units units,
            Windows windows,
            Directives directives,
            Cancellations cancellations,
            Descriptions descriptions,
            JdbcClient jdbc) {
        this.plans = plans;
        this.upgrades = upgrades;
        this.units = units;
        this.windows = windows;
        this.directives = directives;
        this.cancellations = cancellations;
        this.descriptions = descriptions;
        this.jdbc = jdbc;
    }

    @Transactional
    Digest seal(String upgradeKey, int approvalsNeeded) {
        jdbc.sql("update upgrade set approvals_needed = ? where upgrade_key = ?")
                .param(approvalsNeeded)
                .param(upgradeKey)
                .update();
        Plan plan = plans.newest(upgradeKey).orElseThrow();
        Digest digest = plans.seal(upgradeKey);
        windows.set(upgradeKey, new MaintenanceWindow(plan.opensAt(), plan.endsAt()), "plan");
        if (directives.current(upgradeKey) != Directive.GO_ON
                && cancellations.by(upgradeKey).isEmpty()) {
            directives.give(upgradeKey, Directive.GO_ON, "a new plan was sealed", "process");
        }
        formUnits(upgradeKey);
        return digest;
    }

    /** Checks do at the low level, unless the template wants people; one representative otherwise; at the high level one of each user group (R39). */
    int signOffs(String upgradeKey) {
        ControlLevel level = upgrades.find(upgradeKey).controlLevel().orElse(ControlLevel.HIGH);
        int groups = plans.newest(upgradeKey).orElseThrow().signOff().size();
        return switch (level) {
            case LOW -> byPeople(upgradeKey) ? 1 : 0;
            case NORMAL, EMERGENCY -> 1;
            case HIGH -> Math.max(1, groups);
        };
    }

    private boolean byPeople(String upgradeKey) {
        return upgrades.find(upgradeKey)
                .request()
                .template()
                .flatMap(descriptions::standardChange)
                .filter(StandardChange::signedOffByPeople)
                .isPresent();
    }

    /** One unit for each target that is not raised yet; carriers of one store together, and what the request puts in order. */
    private void formUnits(String upgradeKey) {
        Upgrade upgrade = upgrades.find(upgradeKey);
        UpgradeDescription description = upgrades.describe(upgradeKey);
        List<UnitOfChange> formed = units.of(upgradeKey).stream()
                .filter(unit -> unit.mode() == Mode.RAISE)
                .toList();
        Set<TargetId> covered = formed.stream()
                .filter(unit -> unit.result().isEmpty()
                        || unit.result().get() == UnitOfChange.Result.RAISED
                        || unit.result().get() == UnitOfChange.Result.NEEDS_REPAIR)
                .flatMap(unit -> unit.targets().stream())
                .collect(Collectors.toSet());
        List<TargetId> open = description.targets(upgrade.environment()).stream()
                .filter(target -> !covered.contains(target))
                .toList();
        groups(description, upgrade.environment(), open)
                .forEach(group -> units.form(upgradeKey, upgrade.environment(), Mode.RAISE, group));
    }

    static List<List<TargetId>> groups(UpgradeDescription description, String environment, List<TargetId> targets) {
        if (description.rollout().together() && !targets.isEmpty()) {
            return List.of(targets);
        }
        Set<TargetId> ordered = targets.stream()
                .filter(target -> description.isInOrder(environment, target))
                .collect(Collectors.toSet());
        List<List<TargetId>> groups = new ArrayList<>();
        for (TargetId target : targets) {
            List<TargetId> joined = new ArrayList<>();
            Set<TargetId> carriers = description.preview(environment, target, Map.of()).stores().stream()
                    .map(StoreSpec::where)
                    .flatMap(List::stream)
                    .collect(Collectors.toSet());
            if (ordered.contains(target)) {
                carriers.addAll(ordered);
            }
            for (List<TargetId> known : List.copyOf(groups)) {
                if (known.stream().anyMatch(carriers::contains)) {
                    joined.addAll(known);
                    groups.remove(known);
                }
            }
            joined.add(target);
            groups.add(joined);
        }
        return groups;
    }
}

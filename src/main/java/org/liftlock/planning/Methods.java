package org.liftlock.planning;

import java.util.List;
import org.liftlock.compatibility.Compatibility;
import org.liftlock.compatibility.MethodFit;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.Method;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Upgrades;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The methods an upgrade can be made by, out of those that its kind and its system describe. */
@Component
public class Methods {

    private final Upgrades upgrades;
    private final Units units;
    private final Descriptions descriptions;
    private final Findings findings;

    Methods(Upgrades upgrades, Units units, Descriptions descriptions, Findings findings) {
        this.upgrades = upgrades;
        this.units = units;
        this.descriptions = descriptions;
        this.findings = findings;
    }

    /**
     * The method planned now, and every other that leads from the version that runs to the one asked for and can be
     * written out for all targets. Once a target was raised there is no other: its way back and its finish are those of
     * the method that raised it.
     */
    public List<Method> offered(String upgradeKey) {
        Upgrade upgrade = upgrades.find(upgradeKey);
        UpgradeDescription description = upgrades.describe(upgradeKey);
        boolean bound = units.of(upgradeKey).stream().anyMatch(Methods::leftItsMark);
        return description.systemDescription().methods().values().stream()
                .filter(method -> method.name().equals(description.method().name())
                        || !bound && fits(method, upgrade) && canBeWrittenOut(upgrade, method))
                .toList();
    }

    /**
     * Makes the upgrade by one of the methods offered. What a rehearsal by the method before has not shown is settled: it
     * says nothing about this one.
     *
     * @throws IllegalArgumentException when the method is not offered, naming those that are
     */
    @Transactional
    public UpgradeDescription choose(String upgradeKey, String method, String by) {
        List<String> offered = offered(upgradeKey).stream().map(Method::name).toList();
        if (!offered.contains(method)) {
            throw new IllegalArgumentException("Field \"Method\": \"" + method + "\" is not offered for "
                    + upgrades.find(upgradeKey).title() + "; choose one of " + String.join(", ", offered));
        }
        upgrades.make(upgradeKey, method, by);
        findings.replace(upgradeKey, Findings.REHEARSAL_JUDGED, List.of());
        return upgrades.describe(upgradeKey);
    }

    /** Whether the planned method leads from the version that runs to the one asked for (R12). */
    Compatibility fit(String upgradeKey) {
        Upgrade upgrade = upgrades.find(upgradeKey);
        return MethodFit.of(upgrades.describe(upgradeKey).method(), upgrade.fromVersion(), upgrade.toVersion());
    }

    private static boolean leftItsMark(UnitOfChange unit) {
        return unit.mode() == Mode.RAISE
                && unit.result()
                        .filter(result -> result == Result.RAISED || result == Result.NEEDS_REPAIR)
                        .isPresent();
    }

    private static boolean fits(Method method, Upgrade upgrade) {
        return !(MethodFit.of(method, upgrade.fromVersion(), upgrade.toVersion())
                instanceof Compatibility.Incompatible);
    }

    private boolean canBeWrittenOut(Upgrade upgrade, Method method) {
        try {
            descriptions.describe(upgrade.request().by(method.name()));
            return true;
        } catch (InvalidDescription gaps) {
            return false;
        }
    }
}

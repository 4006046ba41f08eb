package org.liftlock.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.descriptor.WhatToRead;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.inventory.Category;
import org.liftlock.inventory.Drift;
import org.liftlock.inventory.InventoryReader;
import org.liftlock.inventory.InventoryReading;
import org.liftlock.inventory.InventoryRequest;
import org.liftlock.inventory.Moment;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.TargetId;
import org.springframework.stereotype.Component;

/** Reads what there is on every target of the environment, before anything is decided (R06 to R08). */
@Component
class CaptureInventory implements StepHandler {

    private static final String ORIGIN = "capture-inventory";

    private final Upgrades upgrades;
    private final InventoryReader reader;
    private final Drift drift;
    private final Findings findings;

    CaptureInventory(Upgrades upgrades, InventoryReader reader, Drift drift, Findings findings) {
        this.upgrades = upgrades;
        this.reader = reader;
        this.drift = drift;
        this.findings = findings;
    }

    @Override
    public StepWork prepare(Step step) {
        return new StepWork.Reading(() -> capture(step));
    }

    @Override
    public boolean readsForLong() {
        return true;
    }

    private StepAnswer capture(Step step) {
        Upgrade upgrade = upgrades.find(step.upgradeKey());
        UpgradeDescription description = upgrades.describe(upgrade.key());
        List<InventoryReading> readings = new ArrayList<>();
        for (TargetId target : description.targets(upgrade.environment())) {
            WhatToRead what = description.toRead(upgrade.environment(), target, Map.of("upgrade.key", upgrade.key()));
            readings.addAll(reader.capture(new InventoryRequest(upgrade.key(), Moment.ASSESSED, what)));
        }
        runningVersion(readings).ifPresent(version -> upgrades.runs(upgrade.key(), version));
        List<Finding> differences = drift.betweenTargets(
                upgrade.key(), Moment.ASSESSED, description.environments().get(upgrade.environment()));
        findings.replace(upgrade.key(), ORIGIN, differences);
        return StepAnswer.succeeded(readings.size() + " facts recorded; "
                + runningVersion(readings)
                        .map(version -> "version " + version + " runs")
                        .orElse("no version was read"));
    }

    /** The version of the system itself stands first among those a description reads. */
    private static Optional<String> runningVersion(List<InventoryReading> readings) {
        return readings.stream()
                .filter(reading -> reading.category() == Category.VERSION)
                .map(InventoryReading::reading)
                .findFirst();
    }
}

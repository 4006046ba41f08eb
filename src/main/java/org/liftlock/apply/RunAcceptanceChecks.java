package org.liftlock.apply;

import java.util.List;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.inventory.ConfigurationComparison;
import org.liftlock.inventory.InventoryReader;
import org.liftlock.inventory.InventoryRequest;
import org.liftlock.inventory.Moment;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.verification.CheckPurpose;
import org.liftlock.verification.UnitChecks;
import org.liftlock.verification.Verdict;
import org.springframework.stereotype.Component;

/** Asks the raised system whether it does its work, and compares its configuration with the one before (R07, R36 to R38). */
@Component
class RunAcceptanceChecks implements StepHandler {

    private static final String ORIGIN = "run-acceptance-checks";

    private final UnitChecks checks;
    private final Units units;
    private final InventoryReader inventory;
    private final ConfigurationComparison configuration;
    private final Findings findings;

    RunAcceptanceChecks(
            UnitChecks checks,
            Units units,
            InventoryReader inventory,
            ConfigurationComparison configuration,
            Findings findings) {
        this.checks = checks;
        this.units = units;
        this.inventory = inventory;
        this.configuration = configuration;
        this.findings = findings;
    }

    @Override
    public StepWork prepare(Step step) {
        return new StepWork.Reading(() -> check(step));
    }

    @Override
    public boolean readsForLong() {
        return true;
    }

    private StepAnswer check(Step step) {
        Verdict verdict = checks.run(step, CheckPurpose.ACCEPTANCE);
        UnitOfChange unit = units.find(step.unit());
        List<TargetDescription> inUse = units.describeInUse(unit);
        for (TargetDescription target : inUse) {
            inventory.capture(new InventoryRequest(step.upgradeKey(), Moment.AFTER, target.toRead()));
        }
        List<Finding> changed = configuration.compare(
                step.upgradeKey(),
                Moment.BEFORE,
                Moment.AFTER,
                unit.environment(),
                inUse.stream().map(TargetDescription::target).toList());
        findings.replace(step.upgradeKey(), ORIGIN, changed);
        String sentence = verdict.sentence()
                + (changed.isEmpty()
                        ? "; configuration is as before"
                        : "; " + changed.size() + " findings about configuration");
        return verdict.passed() ? StepAnswer.succeeded(sentence) : StepAnswer.failed(sentence);
    }
}

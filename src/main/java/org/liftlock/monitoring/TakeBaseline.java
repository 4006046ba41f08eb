package org.liftlock.monitoring;

import java.util.List;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.inventory.Drift;
import org.liftlock.inventory.InventoryReader;
import org.liftlock.inventory.InventoryRequest;
import org.liftlock.inventory.Moment;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.verification.CheckResult;
import org.liftlock.verification.UnitChecks;
import org.springframework.stereotype.Component;

/**
 * While the old version still serves its users: figures to compare with later (R42), values that have to be the same
 * afterwards, and the configuration as it is now (R07).
 */
@Component
class TakeBaseline implements StepHandler {

    private static final String ORIGIN = "take-baseline";

    private final Units units;
    private final UnitMeasures measures;
    private final Sampler sampler;
    private final UnitChecks checks;
    private final InventoryReader inventory;
    private final Drift drift;
    private final Findings findings;

    TakeBaseline(
            Units units,
            UnitMeasures measures,
            Sampler sampler,
            UnitChecks checks,
            InventoryReader inventory,
            Drift drift,
            Findings findings) {
        this.units = units;
        this.measures = measures;
        this.sampler = sampler;
        this.checks = checks;
        this.inventory = inventory;
        this.drift = drift;
        this.findings = findings;
    }

    @Override
    public StepWork prepare(Step step) {
        return new StepWork.Reading(() -> take(step));
    }

    @Override
    public boolean readsForLong() {
        return true;
    }

    private StepAnswer take(Step step) {
        UnitOfChange unit = units.find(step.unit());
        for (TargetDescription target : units.describe(unit)) {
            inventory.capture(new InventoryRequest(step.upgradeKey(), Moment.BEFORE, target.toRead()));
        }
        if (unit.mode() == UnitOfChange.Mode.RAISE) {
            List<Finding> changed =
                    drift.since(step.upgradeKey(), Moment.ASSESSED, Moment.BEFORE, unit.environment(), unit.targets());
            findings.replace(step.upgradeKey(), ORIGIN, changed);
        }
        List<CheckResult> remembered = checks.remember(step);
        int figures =
                measures.before(unit).stream().mapToInt(sampler::takeBaseline).sum();
        List<String> lost = remembered.stream()
                .filter(CheckResult::failed)
                .map(CheckResult::sentence)
                .toList();
        String sentence = figures + " figures taken, " + (remembered.size() - lost.size()) + " values remembered";
        return StepAnswer.succeeded(lost.isEmpty() ? sentence : sentence + "; not taken: " + String.join("; ", lost));
    }
}

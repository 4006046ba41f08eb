package org.liftlock.rollback;

import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.inventory.InventoryReader;
import org.liftlock.inventory.InventoryRequest;
import org.liftlock.inventory.Moment;
import org.liftlock.lifecycle.Units;
import org.liftlock.verification.CheckPurpose;
import org.liftlock.verification.UnitChecks;
import org.liftlock.verification.Verdict;
import org.springframework.stereotype.Component;

/**
 * A rollback is verified like an upgrade, by the same checks (R40), and the version is read back; the restore itself has
 * compared the content.
 */
@Component
class VerifyRollback implements StepHandler {

    private final UnitChecks checks;
    private final Units units;
    private final InventoryReader inventory;

    VerifyRollback(UnitChecks checks, Units units, InventoryReader inventory) {
        this.checks = checks;
        this.units = units;
        this.inventory = inventory;
    }

    @Override
    public StepWork prepare(Step step) {
        return new StepWork.Reading(() -> {
            Verdict verdict = checks.run(step, CheckPurpose.ROLLBACK);
            units.describe(units.find(step.unit()))
                    .forEach(target -> inventory.captureVersions(
                            new InventoryRequest(step.upgradeKey(), Moment.BACK, target.toRead())));
            return verdict.passed()
                    ? StepAnswer.succeeded("As before: " + verdict.sentence())
                    : StepAnswer.failed("Not as before: " + verdict.sentence());
        });
    }

    @Override
    public boolean readsForLong() {
        return true;
    }
}

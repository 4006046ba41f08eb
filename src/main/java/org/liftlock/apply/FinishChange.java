package org.liftlock.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.backup.BackupLedger;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.springframework.stereotype.Component;

/** Destroys the way back, after sign-off and its wait: the old version is removed from every raised target. */
@Component
class FinishChange implements StepHandler {

    private final Units units;
    private final BackupLedger ledger;

    FinishChange(Units units, BackupLedger ledger) {
        this.units = units;
        this.ledger = ledger;
    }

    @Override
    public StepWork prepare(Step step) {
        List<StepWork.Order> orders = new ArrayList<>();
        for (UnitOfChange unit : units.of(step.upgradeKey())) {
            boolean raised = unit.mode() == Mode.RAISE
                    && unit.result().filter(Result.RAISED::equals).isPresent();
            if (raised) {
                Optional<StepWork.Proof> proof = ledger.proofOf(unit.unitId(), step.upgradeKey());
                for (TargetDescription target : units.describeAsRaised(unit)) {
                    if (!target.finish().isEmpty()) {
                        orders.add(new StepWork.Order(target.target(), target.finish(), proof));
                    }
                }
            }
        }
        return orders.isEmpty()
                ? new StepWork.Known(StepAnswer.succeeded("The method has no last step"))
                : new StepWork.Effects(EffectKind.FINISH, orders);
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "The old version is removed; from here on the way back is the backup");
    }
}

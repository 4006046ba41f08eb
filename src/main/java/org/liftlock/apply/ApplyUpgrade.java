package org.liftlock.apply;

import java.util.List;
import java.util.Optional;
import org.liftlock.backup.BackupLedger;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.lifecycle.Units;
import org.springframework.stereotype.Component;

/**
 * Applies the new version and leaves it ready to be checked; users are let in later. Without a proof that every item of the unit can be
 * restored there is nothing to launch (R00); the schema of the journal says the same.
 */
@Component
class ApplyUpgrade implements StepHandler {

    private final Units units;
    private final BackupLedger ledger;

    ApplyUpgrade(Units units, BackupLedger ledger) {
        this.units = units;
        this.ledger = ledger;
    }

    @Override
    public StepWork prepare(Step step) {
        Optional<StepWork.Proof> proof = ledger.usableProof(step.unit(), step.upgradeKey());
        if (proof.isEmpty()) {
            return new StepWork.Known(StepAnswer.refused(
                    "R00: there is no proof that everything this unit touches can be restored; nothing was changed"));
        }
        return new StepWork.Effects(
                EffectKind.APPLY,
                units.describe(units.find(step.unit())).stream()
                        .map(target -> new StepWork.Order(target.target(), target.apply(), proof))
                        .toList());
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "The new version is applied");
    }
}

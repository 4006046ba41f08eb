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
import org.liftlock.effect.UnitReboots;
import org.springframework.stereotype.Component;

/** Reboots what was raised, so that it runs what was installed; only behind a proven backup, as everything forward (R00). */
@Component
class RebootTarget implements StepHandler {

    private final UnitReboots reboots;
    private final BackupLedger ledger;

    RebootTarget(UnitReboots reboots, BackupLedger ledger) {
        this.reboots = reboots;
        this.ledger = ledger;
    }

    @Override
    public StepWork prepare(Step step) {
        Optional<StepWork.Proof> proof = ledger.usableProof(step.unit(), step.upgradeKey());
        return proof.isEmpty()
                ? new StepWork.Known(StepAnswer.failed("R00: there is no proof that everything this unit touches can be"
                        + " restored; it was not rebooted"))
                : reboots.on(step, EffectKind.REBOOT, proof);
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "Rebooted, and back");
    }
}

package org.liftlock.apply;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liftlock.backup.BackupLedger;
import org.liftlock.descriptor.ApplyPart;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectOutcome;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Effects;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepOutcome;
import org.liftlock.effect.StepWork;
import org.liftlock.inventory.InventoryReader;
import org.liftlock.inventory.InventoryRequest;
import org.liftlock.inventory.Moment;
import org.liftlock.lifecycle.Units;
import org.liftlock.naming.TargetId;
import org.springframework.stereotype.Component;

/**
 * Applies the new version and leaves it ready to be checked; users are let in later. Without a proof that every item of the unit can be
 * restored there is nothing to launch (R00); the schema of the journal says the same.
 */
@Component
class ApplyUpgrade implements StepHandler {

    private final Units units;
    private final BackupLedger ledger;
    private final InventoryReader inventory;
    private final Effects effects;

    ApplyUpgrade(Units units, BackupLedger ledger, InventoryReader inventory, Effects effects) {
        this.units = units;
        this.ledger = ledger;
        this.inventory = inventory;
        this.effects = effects;
    }

    @Override
    public StepWork prepare(Step step) {
        Optional<StepWork.Proof> proof = ledger.usableProof(step.unit(), step.upgradeKey());
        if (proof.isEmpty()) {
            return new StepWork.Known(unlessBegun(
                    step,
                    StepAnswer.refused("R00: there is no proof that everything this unit touches can be restored;"
                            + " nothing was started")));
        }
        return new StepWork.Effects(EffectKind.APPLY, inOrder(units.describe(units.find(step.unit())), proof));
    }

    /**
     * As the order of the unit says. Of several targets that get the new version at one place, the first goes ahead alone: it
     * raises what they share, such as a schema.
     */
    private static List<StepWork.Order> inOrder(List<TargetDescription> targets, Optional<StepWork.Proof> proof) {
        List<StepWork.Order> orders = new ArrayList<>();
        Set<Integer> led = new HashSet<>();
        for (TargetDescription target : targets) {
            for (ApplyPart part : target.parts()) {
                if (!part.afterSignOff() && !part.commands().isEmpty()) {
                    boolean follows = part.applies() && !led.add(part.place());
                    orders.add(new StepWork.Order(target.target(), part.commands(), proof)
                            .inTurn(2 * part.place() + (follows ? 1 : 0)));
                }
            }
        }
        return orders;
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        readVersionsInDoubt(step, results);
        return unlessBegun(step, StepAnswer.worstOf(results, "The new version is applied"));
    }

    /**
     * A refused apply leads to users being let in again, unchanged. That would be untrue once another target, or an earlier
     * attempt, has begun: then somebody has to decide.
     */
    private StepAnswer unlessBegun(Step step, StepAnswer answer) {
        return answer.outcome() == StepOutcome.REFUSED && effects.applyStarted(step.unit())
                ? StepAnswer.failed("Apply had begun, and did not go on: " + answer.summary())
                : answer;
    }

    private static boolean brokeOff(EffectOutcome outcome) {
        return outcome instanceof EffectOutcome.Unknown
                || outcome instanceof EffectOutcome.Failed
                || outcome instanceof EffectOutcome.Stopped;
    }

    /** Whoever has to decide is told which version runs now: here, since a form cannot ask a target (R35, R40). */
    private void readVersionsInDoubt(Step step, List<EffectResult> results) {
        Set<TargetId> inDoubt = results.stream()
                .filter(result -> brokeOff(result.outcome()))
                .map(EffectResult::target)
                .collect(Collectors.toSet());
        if (!inDoubt.isEmpty()) {
            units.describe(units.find(step.unit())).stream()
                    .filter(target -> inDoubt.contains(target.target()))
                    .map(target -> new InventoryRequest(step.upgradeKey(), Moment.IN_DOUBT, target.toRead()))
                    .forEach(inventory::captureVersions);
        }
    }
}

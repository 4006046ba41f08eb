package org.liftlock.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.liftlock.backup.BackupLedger;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.StepWork;
import org.liftlock.launcher.Command;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.springframework.stereotype.Component;

/** The targets of an upgrade whose units were raised, for what is done to them after sign-off. */
@Component
class RaisedTargets {

    private final Units units;
    private final BackupLedger ledger;

    RaisedTargets(Units units, BackupLedger ledger) {
        this.units = units;
        this.ledger = ledger;
    }

    boolean any(String upgradeKey) {
        return !raised(upgradeKey).isEmpty();
    }

    /** One order for each target that has such commands, with the proof of its unit. */
    List<StepWork.Order> orders(String upgradeKey, Function<TargetDescription, List<Command>> commands) {
        List<StepWork.Order> orders = new ArrayList<>();
        for (UnitOfChange unit : raised(upgradeKey)) {
            Optional<StepWork.Proof> proof = ledger.proofOf(unit.unitId(), upgradeKey);
            for (TargetDescription target : units.describeAsRaised(unit)) {
                if (!commands.apply(target).isEmpty()) {
                    orders.add(new StepWork.Order(target.target(), commands.apply(target), proof));
                }
            }
        }
        return orders;
    }

    private List<UnitOfChange> raised(String upgradeKey) {
        return units.of(upgradeKey).stream()
                .filter(unit -> unit.mode() == Mode.RAISE
                        && unit.result().filter(Result.RAISED::equals).isPresent())
                .toList();
    }
}

package org.liftlock.rollback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.liftlock.backup.BackupLedger;
import org.liftlock.backup.BackupReceipt;
import org.liftlock.backup.ConfigurationStore;
import org.liftlock.backup.ItemName;
import org.liftlock.backup.StoreProviders;
import org.liftlock.backup.StoredBackup;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.launcher.Command;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.springframework.stereotype.Component;

/**
 * Puts a unit back: the commands of the method's way back, then every store and the configuration out of the proven
 * backup of this upgrade, then start. May be repeated after it was cut short.
 */
@Component
class RollBack implements StepHandler {

    private final Units units;
    private final BackupLedger ledger;
    private final StoreProviders providers;

    RollBack(Units units, BackupLedger ledger, StoreProviders providers) {
        this.units = units;
        this.ledger = ledger;
        this.providers = providers;
    }

    @Override
    public StepWork prepare(Step step) {
        UnitOfChange unit = units.find(step.unit());
        return new StepWork.Effects(
                EffectKind.ROLL_BACK,
                units.describe(unit).stream()
                        .map(target -> new StepWork.Order(target.target(), commands(unit, target)))
                        .toList());
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "Restored from the proven backup and started");
    }

    private List<Command> commands(UnitOfChange unit, TargetDescription target) {
        List<Command> commands = new ArrayList<>(target.rollback());
        for (UnitOfChange.Item item : unit.items()) {
            ledger.newestPassed(unit.unitId(), ItemName.parse(item.name())).stream()
                    .map(StoredBackup::receipt)
                    .filter(receipt -> receipt.facts().target().equals(target.target()))
                    .forEach(receipt -> commands.addAll(restore(receipt, item, target)));
        }
        commands.addAll(target.start());
        return commands;
    }

    private List<Command> restore(BackupReceipt receipt, UnitOfChange.Item item, TargetDescription target) {
        StoreSpec store = item.store().equals(Units.CONFIGURATION)
                ? ConfigurationStore.of(target.config(), Duration.ofDays(1), target.target())
                : target.stores().stream()
                        .filter(carried -> carried.name().equals(item.store()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("The description no longer names store "
                                + item.store() + " on " + target.target() + "; describe it again, then retry"));
        return providers.of(store.provider()).restore(receipt, store);
    }
}

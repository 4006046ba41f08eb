package org.liftlock.rollback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
import org.liftlock.lifecycle.Upgrades;
import org.springframework.stereotype.Component;

/**
 * Puts a unit back: the configuration and, where the method's way back is a restore, every store out of the proven backup
 * of this upgrade; then the commands of the way back, which start the old version on its old data. May be repeated after
 * it was cut short.
 */
@Component
class RollBack implements StepHandler {

    private final Upgrades upgrades;
    private final Units units;
    private final BackupLedger ledger;
    private final StoreProviders providers;

    RollBack(Upgrades upgrades, Units units, BackupLedger ledger, StoreProviders providers) {
        this.upgrades = upgrades;
        this.units = units;
        this.ledger = ledger;
        this.providers = providers;
    }

    @Override
    public StepWork prepare(Step step) {
        UnitOfChange unit = units.find(step.unit());
        boolean restores = upgrades.describe(step.upgradeKey()).method().restores();
        List<String> unproven = unproven(unit, restores);
        if (!unproven.isEmpty()) {
            return new StepWork.Known(StepAnswer.failed("No backup of " + String.join(", ", unproven) + " was proven,"
                    + " so nothing was put back; restore it by hand, then answer that it is repaired"));
        }
        return new StepWork.Effects(
                EffectKind.ROLL_BACK,
                units.describe(unit).stream()
                        .map(target -> new StepWork.Order(target.target(), commands(unit, target, restores))
                                .inTurn(leads(unit, target, restores) ? 0 : 1))
                        .filter(order -> !order.commands().isEmpty())
                        .toList());
    }

    /**
     * A store is put back before any target starts on it: it is restored for all that carry it, or for none. What was only
     * held is let go when the others are back.
     */
    private boolean leads(UnitOfChange unit, TargetDescription target, boolean restores) {
        boolean shared = restores && unit.targets().size() > 1 && unit.items().size() > 1;
        return shared
                ? receipts(unit)
                        .anyMatch(receipt -> !receipt.facts().item().store().equals(Units.CONFIGURATION)
                                && receipt.facts().target().equals(target.target()))
                : !target.held();
    }

    private Stream<BackupReceipt> receipts(UnitOfChange unit) {
        return unit.items().stream()
                .flatMap(item -> ledger.newestPassed(unit.unitId(), ItemName.parse(item.name())).stream())
                .map(StoredBackup::receipt);
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "The way back is done");
    }

    private List<String> unproven(UnitOfChange unit, boolean restores) {
        return unit.items().stream()
                .filter(item -> restores || item.store().equals(Units.CONFIGURATION))
                .map(UnitOfChange.Item::name)
                .filter(item ->
                        ledger.newestPassed(unit.unitId(), ItemName.parse(item)).isEmpty())
                .toList();
    }

    private List<Command> commands(UnitOfChange unit, TargetDescription target, boolean restores) {
        List<Command> commands = new ArrayList<>();
        for (UnitOfChange.Item item : unit.items()) {
            if (restores || item.store().equals(Units.CONFIGURATION)) {
                ledger.newestPassed(unit.unitId(), ItemName.parse(item.name())).stream()
                        .map(StoredBackup::receipt)
                        .filter(receipt -> receipt.facts().target().equals(target.target()))
                        .forEach(receipt -> commands.addAll(restore(receipt, item, target)));
            }
        }
        commands.addAll(target.rollback().isEmpty() ? target.start() : target.rollback());
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

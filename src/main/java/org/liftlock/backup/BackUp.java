package org.liftlock.backup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepOutcome;
import org.liftlock.effect.StepWork;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launchers;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.naming.TargetId;
import org.springframework.stereotype.Component;

/** Takes the backups of a unit: data and configuration, while writes stand still (R13 to R15). */
@Component
class BackUp implements StepHandler {

    private final Units units;
    private final UnitBackups backups;
    private final StoreProviders providers;
    private final BackupLedger ledger;
    private final Launchers launchers;

    BackUp(Units units, UnitBackups backups, StoreProviders providers, BackupLedger ledger, Launchers launchers) {
        this.units = units;
        this.backups = backups;
        this.providers = providers;
        this.ledger = ledger;
        this.launchers = launchers;
    }

    @Override
    public StepWork prepare(Step step) {
        List<BackupOrder> orders = backups.orders(step.unit(), step.attempt());
        UnitOfChange unit = units.find(step.unit());
        List<String> withoutBase = orders.stream()
                .filter(order ->
                        UnitBackups.wantsBase(unit, order) && Base.of(order).isEmpty())
                .map(order -> order.item() + " on " + order.target())
                .toList();
        if (!withoutBase.isEmpty()) {
            return new StepWork.Known(StepAnswer.failed("No base was proven before the window of "
                    + String.join(", ", withoutBase) + "; plan another window, before which one is taken, or take \""
                    + Base.WITHIN + "\" out of the description for a backup in one step"));
        }
        Map<TargetId, List<Command>> commands = new LinkedHashMap<>();
        for (BackupOrder order : orders) {
            commands.computeIfAbsent(order.target(), first -> new ArrayList<>())
                    .addAll(providers.of(order.store().provider()).backup(order));
        }
        return new StepWork.Effects(
                EffectKind.BACK_UP,
                commands.entrySet().stream()
                        .map(entry -> new StepWork.Order(entry.getKey(), entry.getValue()))
                        .toList());
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        StepAnswer answer = StepAnswer.worstOf(results, "Backed up");
        if (answer.outcome() != StepOutcome.SUCCEEDED) {
            return answer;
        }
        long bytes = 0;
        List<BackupOrder> orders = backups.orders(step.unit(), step.attempt());
        for (BackupOrder order : orders) {
            try {
                bytes += keep(order).size();
            } catch (StoreException unusable) {
                return StepAnswer.failed(unusable.getMessage());
            }
        }
        return StepAnswer.succeeded("Backed up " + orders.size() + " items, " + bytes + " bytes");
    }

    private BackupReceipt keep(BackupOrder order) {
        BackupReceipt receipt = providers.of(order.store().provider()).receipt(order, launchers.of(order.target()));
        ledger.save(receipt);
        return receipt;
    }
}

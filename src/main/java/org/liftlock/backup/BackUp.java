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
import org.liftlock.naming.TargetId;
import org.springframework.stereotype.Component;

/** Takes the backups of a unit: data and configuration, while writes stand still (R13 to R15). */
@Component
class BackUp implements StepHandler {

    private final UnitBackups backups;
    private final StoreProviders providers;
    private final BackupLedger ledger;
    private final Launchers launchers;

    BackUp(UnitBackups backups, StoreProviders providers, BackupLedger ledger, Launchers launchers) {
        this.backups = backups;
        this.providers = providers;
        this.ledger = ledger;
        this.launchers = launchers;
    }

    @Override
    public StepWork prepare(Step step) {
        Map<TargetId, List<Command>> commands = new LinkedHashMap<>();
        for (BackupOrder order : backups.orders(step.unit(), step.attempt())) {
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

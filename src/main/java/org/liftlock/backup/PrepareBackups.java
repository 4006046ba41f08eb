package org.liftlock.backup;

import java.time.Clock;
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
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.naming.TargetId;
import org.springframework.stereotype.Component;

/**
 * Takes the base of every store that is proven in two steps, restores it and compares it, while the system is in use: what
 * is left for the window is the log since then.
 */
@Component
class PrepareBackups implements StepHandler {

    private final Bases bases;
    private final UnitBackups backups;
    private final BaseLedger ledger;
    private final BegunBases begun;
    private final StoreProviders providers;
    private final Launchers launchers;
    private final Findings findings;
    private final Clock clock;

    PrepareBackups(
            Bases bases,
            UnitBackups backups,
            BaseLedger ledger,
            BegunBases begun,
            StoreProviders providers,
            Launchers launchers,
            Findings findings,
            Clock clock) {
        this.bases = bases;
        this.backups = backups;
        this.ledger = ledger;
        this.begun = begun;
        this.providers = providers;
        this.launchers = launchers;
        this.findings = findings;
        this.clock = clock;
    }

    @Override
    public StepWork prepare(Step step) {
        Map<TargetId, List<Command>> commands = new LinkedHashMap<>();
        for (BackupOrder order : orders(step)) {
            commands.computeIfAbsent(order.target(), first -> new ArrayList<>())
                    .add(StoreProgram.command("base", StoreRequest.of(order)));
        }
        if (commands.isEmpty()) {
            findings.replace(step.upgradeKey(), Findings.BACKUPS_NOT_PREPARED, List.of());
            return new StepWork.Known(StepAnswer.succeeded("No store is proven in two steps"));
        }
        begun.note(step.stepId());
        return new StepWork.Effects(
                EffectKind.FETCH,
                commands.entrySet().stream()
                        .map(entry -> new StepWork.Order(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** A trial on another machine is made when the base is there. */
    @Override
    public boolean readsForLong() {
        return true;
    }

    private List<BackupOrder> orders(Step step) {
        List<BackupOrder> orders = new ArrayList<>();
        for (UnitOfChange unit : bases.units(step.upgradeKey())) {
            orders.addAll(backups.bases(unit, step.attempt(), clock.instant()));
        }
        return orders;
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        StepAnswer answer = kept(step, StepAnswer.worstOf(results, "Bases proven"));
        findings.replace(
                step.upgradeKey(),
                Findings.BACKUPS_NOT_PREPARED,
                answer.outcome() == StepOutcome.SUCCEEDED ? List.of() : List.of(notReady(answer)));
        return answer;
    }

    private StepAnswer kept(Step step, StepAnswer done) {
        if (done.outcome() != StepOutcome.SUCCEEDED) {
            return done;
        }
        List<String> proven = new ArrayList<>();
        for (BackupOrder order : orders(step)) {
            try {
                BackupReceipt receipt =
                        providers.of(order.store().provider()).receipt(order, launchers.of(order.target()));
                TrialReport report = TrialPlace.of(order).isHere()
                        ? StoreProgram.baseTrial(order, launchers.of(order.target()))
                        : new TrialElsewhere(order, launchers).base(receipt);
                if (!report.passed()) {
                    return StepAnswer.failed(report.reason() + " " + report.whatToDo());
                }
                ledger.save(receipt, report);
                proven.add(order.item().store() + " " + receipt.size() + " bytes, restored in " + report.restoreMillis()
                        + " ms");
            } catch (StoreException unusable) {
                return StepAnswer.failed(unusable.getMessage());
            }
        }
        return StepAnswer.succeeded("Bases taken, restored and compared: " + String.join("; ", proven));
    }

    private static Finding notReady(StepAnswer answer) {
        return new Finding(
                RuleId.R16,
                Finding.Severity.BLOCKS,
                Findings.BACKUPS_NOT_PREPARED,
                "backups",
                "Not every base was taken and proven: " + answer.summary(),
                "Put right what is named, then go on: the bases are taken again");
    }
}

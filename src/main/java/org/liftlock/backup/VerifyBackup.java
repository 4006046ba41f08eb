package org.liftlock.backup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.launcher.Launchers;
import org.springframework.stereotype.Component;

/** Restores every backup of the newest attempt into a scratch place and compares it; only that makes it proven (R16). */
@Component
class VerifyBackup implements StepHandler {

    private final UnitBackups backups;
    private final StoreProviders providers;
    private final BackupLedger ledger;
    private final Launchers launchers;

    VerifyBackup(UnitBackups backups, StoreProviders providers, BackupLedger ledger, Launchers launchers) {
        this.backups = backups;
        this.providers = providers;
        this.ledger = ledger;
        this.launchers = launchers;
    }

    @Override
    public StepWork prepare(Step step) {
        return new StepWork.Reading(() -> verify(step));
    }

    @Override
    public boolean readsForLong() {
        return true;
    }

    private StepAnswer verify(Step step) {
        List<StoredBackup> taken = ledger.newest(step.unit());
        if (taken.isEmpty()) {
            return StepAnswer.failed("There is no backup of this unit to verify");
        }
        List<String> compared = new ArrayList<>();
        List<String> rejected = new ArrayList<>();
        Duration restore = Duration.ZERO;
        for (StoredBackup stored : taken) {
            BackupVerdict verdict;
            try {
                verdict = judge(step, stored.receipt());
            } catch (StoreException impossible) {
                rejected.add(impossible.getMessage());
                continue;
            }
            ledger.save(verdict);
            if (verdict instanceof BackupVerdict.Verified verified) {
                restore = restore.plus(verified.backup().restoreTime());
                compared.add(stored.receipt().item().store() + " "
                        + verified.backup().says());
            } else if (verdict instanceof BackupVerdict.Rejected no) {
                rejected.add(no.reason() + " " + no.whatToDo());
            }
        }
        boolean proven = rejected.isEmpty()
                && ledger.makeProof(step.unit(), step.upgradeKey()).isPresent();
        return proven
                ? StepAnswer.succeeded(String.join("; ", compared) + "; in " + restore.toMillis() + " ms")
                : StepAnswer.failed(
                        rejected.isEmpty()
                                ? "Not every item of the unit has a proven backup"
                                : String.join("; ", rejected));
    }

    private BackupVerdict judge(Step step, BackupReceipt receipt) {
        BackupOrder order = backups.orders(step.unit(), receipt.facts().attempt()).stream()
                .filter(candidate -> candidate.item().equals(receipt.item())
                        && candidate.target().equals(receipt.facts().target()))
                .findFirst()
                .orElseThrow(() -> new StoreException("The description no longer names " + receipt.item() + " on "
                        + receipt.facts().target() + "; plan the upgrade again"));
        return providers.of(order.store().provider()).verify(order, receipt, launchers);
    }
}

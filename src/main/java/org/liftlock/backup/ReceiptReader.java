package org.liftlock.backup;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;

/** Reads the receipt of a finished backup, and turns a trial of it into a verdict. */
final class ReceiptReader {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final Clock clock;

    ReceiptReader(Clock clock) {
        this.clock = clock;
    }

    BackupReceipt read(BackupOrder order, Launcher target) {
        String file = order.folder().resolve(BackupReceipt.FILE).toString();
        Launcher.Reading reading = target.read(Command.of("cat", file).within(SOON));
        if (reading.exitCode() != 0) {
            throw new StoreException("The backup of " + order.item() + " left no receipt at " + file + " on "
                    + order.target() + ": " + StoreProgram.errors(reading) + " Take the backup again.");
        }
        return BackupReceipt.fromJson(reading.output());
    }

    /** What does not need the archive is judged first; the trial is made only when all of that holds. */
    BackupVerdict judge(BackupOrder order, BackupReceipt receipt, Supplier<TrialReport> trial) {
        try {
            ReceiptCheck.check(receipt.facts(), order);
            checkPlace(order, receipt);
            checkAge(receipt);
        } catch (RejectedBackup rejected) {
            return new BackupVerdict.Rejected(receipt, rejected.getMessage(), rejected.whatToDo());
        }
        TrialReport report = trial.get();
        if (!report.passed()) {
            return new BackupVerdict.Rejected(receipt, report.reason(), report.whatToDo());
        }
        return new BackupVerdict.Verified(new VerifiedBackup(
                receipt, Duration.ofMillis(report.restoreMillis()), report.compared(), clock.instant()));
    }

    private static void checkPlace(BackupOrder order, BackupReceipt receipt) {
        if (!receipt.location().equals(order.folder().toString())) {
            throw new RejectedBackup("The receipt of " + receipt.item() + " speaks of a backup at " + receipt.location()
                    + ", but it was to lie at " + order.folder() + ".");
        }
    }

    private void checkAge(BackupReceipt receipt) {
        if (!clock.instant().isBefore(receipt.facts().keepUntil())) {
            throw new RejectedBackup("The backup of " + receipt.item() + " is stale: it was to be kept until "
                    + receipt.facts().keepUntil() + ".");
        }
    }
}

package org.liftlock.backup;

/** Whether a backup is the one that was ordered: of this item, for this attempt, at this point in time (R14, R16). */
final class ReceiptCheck {

    private ReceiptCheck() {}

    static void check(BackupFacts facts, BackupOrder order) {
        String backup = "The backup of " + facts.item() + " taken at " + facts.pointInTime();
        if (!facts.item().equals(order.item())) {
            throw new RejectedBackup(
                    backup + " is of another store: " + order.item() + " was asked for.",
                    "Take a backup of " + order.item() + "; look who copied this one here.");
        }
        if (!facts.target().equals(order.target())) {
            throw new RejectedBackup(
                    backup + " was taken on " + facts.target() + ", not on " + order.target() + ".",
                    "Take the backup on " + order.target() + ".");
        }
        if (!facts.upgrade().equals(order.upgrade())
                || !facts.unit().equals(order.unit())
                || facts.attempt() != order.attempt()) {
            throw new RejectedBackup(
                    backup + " is stale: it was taken for " + facts.upgrade() + ", unit " + facts.unit() + ", attempt "
                            + facts.attempt() + ", not for " + order.upgrade() + ", unit " + order.unit()
                            + ", attempt " + order.attempt() + ".",
                    "Take the backup again for this attempt.");
        }
        if (facts.pointInTime().isBefore(order.pointInTime())) {
            throw new RejectedBackup(
                    backup + " is stale: writes were stopped at " + order.pointInTime() + ", after it.",
                    "Take the backup again while writes are stopped.");
        }
        if (!facts.version().equals(order.version())) {
            throw new RejectedBackup(
                    backup + " is of version " + facts.version() + ", but the upgrade starts from " + order.version()
                            + ".",
                    "Find out which version runs, then take the backup again.");
        }
        if (!facts.provider().equals(order.store().provider())) {
            throw new RejectedBackup(
                    backup + " was taken by provider " + facts.provider() + ", not by "
                            + order.store().provider() + ".",
                    "Take the backup again as the description says.");
        }
    }

    /** The receipt repeats the manifest; where the two differ, one of them was changed. */
    static void checkClaims(Manifest manifest, BackupReceipt receipt) {
        if (!manifest.facts().equals(receipt.facts()) || manifest.size() != receipt.size()) {
            throw new RejectedBackup("The receipt of " + receipt.location() + " does not say what its manifest says.");
        }
    }
}

package org.liftlock.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.TargetId;

/**
 * One backup to be taken: of what, for which attempt of which unit, where to, and how writes were stopped.
 *
 * @param upgrade key of the upgrade
 * @param unit id of the unit of change
 * @param attempt which attempt of the unit's back-up step, from 1; each attempt has a folder of its own
 * @param version version the system runs while the backup is taken
 * @param destination folder on the target under which backups are kept; an absolute path
 * @param writesStoppedBy how the state stands still, for the record: "service stopped" (R14)
 * @param pointInTime the moment since which it does, in domain time
 */
public record BackupOrder(
        String upgrade,
        String unit,
        int attempt,
        ItemName item,
        TargetId target,
        StoreSpec store,
        String version,
        Path destination,
        String writesStoppedBy,
        Instant pointInTime) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public BackupOrder {
        check("upgrade", upgrade);
        check("unit", unit);
        if (attempt < 1) {
            throw new IllegalArgumentException("Attempts are counted from 1");
        }
        if (item == null || target == null || store == null || pointInTime == null) {
            throw new IllegalArgumentException("A backup order names its item, target, store and point in time");
        }
        if (version == null || version.isBlank()) {
            throw new IllegalArgumentException("The backup of " + item + " names the version the system runs");
        }
        if (writesStoppedBy == null || writesStoppedBy.isBlank()) {
            throw new IllegalArgumentException(
                    "The backup of " + item + " says how writes are stopped, for example \"service stopped\" (R14)");
        }
        if (destination == null || !destination.isAbsolute()) {
            throw new IllegalArgumentException(
                    "Backups are kept under an absolute path such as /var/backups/liftlock, not \"" + destination
                            + "\"");
        }
        destination = destination.normalize();
    }

    private static void check(String what, String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("The " + what + " of a backup is named by letters, digits, dots, dashes"
                    + " and underscores, not \"" + name + "\"");
        }
    }

    /** Where this backup will lie; it appears there only when it is complete. */
    public Path folder() {
        return destination
                .resolve(upgrade)
                .resolve(unit)
                .resolve(target.host() + "." + target.instance())
                .resolve(item.fileName() + "-" + attempt);
    }

    /** The order a backup was taken by, with the store as it is described now. */
    static BackupOrder of(BackupReceipt receipt, StoreSpec store) {
        BackupFacts facts = receipt.facts();
        return new BackupOrder(
                facts.upgrade(),
                facts.unit(),
                facts.attempt(),
                facts.item(),
                facts.target(),
                store,
                facts.version(),
                Path.of(receipt.location()),
                facts.writesStoppedBy(),
                facts.pointInTime());
    }

    BackupOrder with(StoreSpec other) {
        return new BackupOrder(
                upgrade, unit, attempt, item, target, other, version, destination, writesStoppedBy, pointInTime);
    }

    BackupOrder at(Instant other) {
        return new BackupOrder(
                upgrade, unit, attempt, item, target, store, version, destination, writesStoppedBy, other);
    }
}

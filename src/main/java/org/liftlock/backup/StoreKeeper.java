package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.Digest;

/** What is done with one kind of store, on the target. */
interface StoreKeeper {

    /** Refuses settings that do not do, with a sentence that names the setting. */
    void check(BackupOrder order);

    /** Refuses what will not work or not fit, before anything is stopped for it: tools, their versions, room. */
    default void requireReady(BackupOrder order) {}

    BackupReceipt backUp(BackupOrder order);

    TrialReport verify(BackupOrder order, BackupReceipt receipt);

    /** Takes the copy that a proof in two steps begins with, while users go on writing. */
    default BackupReceipt base(BackupOrder order) throws IOException {
        throw new StoreException("No base is taken with " + order.store().provider());
    }

    /** Restores such a copy into its scratch place, compares it, and keeps it there for the second step. */
    default TrialReport tryBase(BackupOrder order, BackupReceipt receipt, Manifest manifest) {
        throw new StoreException("No base is tried with " + order.store().provider());
    }

    /** Refuses to try a backup on this machine, which is another one than the store's, when programs are missing. */
    default void requireTrialTools(BackupOrder order, int major) throws IOException {
        throw new StoreException(
                "No trial is made on another machine with " + order.store().provider());
    }

    /** What another machine has to know for the trial; refused when the backup is not what was ordered. */
    default Papers papers(BackupOrder order, BackupReceipt receipt) throws IOException {
        throw new StoreException(
                "No trial is made on another machine with " + order.store().provider());
    }

    /** @param folder the files of the backup on this machine, as far as they had to come here */
    default TrialReport tryElsewhere(BackupOrder order, BackupReceipt receipt, Papers papers, Path folder) {
        throw new StoreException(
                "No trial is made on another machine with " + order.store().provider());
    }

    /** The rest of a trial that was made on another machine. */
    default String compareWithSource(BackupOrder order, Manifest manifest) throws IOException {
        throw new StoreException(
                "No trial is made on another machine with " + order.store().provider());
    }

    /** Over the content of the store as it is now. */
    Digest content(BackupOrder order) throws IOException;

    /**
     * Puts the backup in place of what is there; may be run again after it was cut short.
     *
     * @param store the settings of the store, for a kind that is not found by the manifest alone
     * @return what was done, sentence by sentence
     */
    List<String> restore(Path folder, Digest manifest, Supplier<StoreSpec> store);

    /** @param environment where the launcher put the store's password */
    static StoreKeeper of(String provider, Map<String, String> environment, Clock clock) {
        return switch (provider) {
            case DumpKeeper.NAME -> new DumpKeeper(environment, clock);
            case BaseBackupTool.NAME -> new BaseKeeper(environment, clock);
            case PgBackRest.NAME -> new PgBackRestKeeper(environment, clock);
            default -> new FileKeeper(StoreTool.of(provider, environment), clock);
        };
    }
}

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
            case PgBackRestKeeper.NAME -> new PgBackRestKeeper(environment, clock);
            default -> new FileKeeper(StoreTool.of(provider, environment), clock);
        };
    }
}

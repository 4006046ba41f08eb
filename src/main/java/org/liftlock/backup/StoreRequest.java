package org.liftlock.backup;

import java.util.Optional;
import org.liftlock.descriptor.StoreSpec;

/** What the store command reads from standard input; secrets are references in it, never values. */
record StoreRequest(BackupOrder order, Optional<BackupReceipt> receipt) {

    static StoreRequest of(BackupOrder order) {
        return new StoreRequest(withoutCommands(order), Optional.empty());
    }

    static StoreRequest of(BackupOrder order, BackupReceipt receipt) {
        return new StoreRequest(withoutCommands(order), Optional.of(receipt));
    }

    private static BackupOrder withoutCommands(BackupOrder order) {
        StoreSpec store = order.store();
        return order.with(new StoreSpec(
                store.name(),
                store.provider(),
                Settings.of(store).forTool(),
                store.compare(),
                store.keep(),
                store.where()));
    }
}

package org.liftlock.backup;

import java.util.Optional;
import org.liftlock.descriptor.StoreSpec;

/** What the store command reads from standard input; neither commands nor a password are in it. */
record StoreRequest(BackupOrder order, Optional<BackupReceipt> receipt, Optional<Papers> papers) {

    static StoreRequest of(BackupOrder order) {
        return new StoreRequest(order, Optional.empty(), Optional.empty());
    }

    static StoreRequest of(BackupOrder order, BackupReceipt receipt) {
        return new StoreRequest(order, Optional.of(receipt), Optional.empty());
    }

    /** For a machine where the folder of the backup is not. */
    static StoreRequest of(BackupOrder order, BackupReceipt receipt, Papers papers) {
        return new StoreRequest(order, Optional.of(receipt), Optional.of(papers));
    }

    /** For a restore, of which only the backup is known. */
    static StoreRequest of(BackupReceipt receipt, StoreSpec store) {
        return of(BackupOrder.of(receipt, store), receipt);
    }

    String toJson() {
        StoreSpec store = order.store();
        StoreSpec forTool = new StoreSpec(
                store.name(),
                store.provider(),
                Settings.of(store).forTool(),
                store.compare(),
                store.keep(),
                store.where());
        return Json.write(new StoreRequest(order.with(forTool), receipt, papers));
    }
}

package org.liftlock.security;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Puts an entry off to the end of its transaction. From the first entry on, a transaction holds the end of the chain; one
 * of the engine may still go a long way, and may itself wait for another transaction that tells something.
 */
final class BeforeCommit {

    private BeforeCommit() {}

    /** At once where there is no transaction; never when it is undone. */
    static void run(Runnable telling) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    telling.run();
                }
            });
        } else {
            telling.run();
        }
    }
}

package org.liftlock.backup;

import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.Digest;

/**
 * One way to back up a store. Taking a backup and restoring it are commands for the launcher, because they must survive
 * the application; reading the receipt, the trial restore and the content digest only read, and may be repeated.
 */
public interface StoreProvider {

    /** The name used after {@code with:} in a description. */
    String name();

    /**
     * What would stand in the way of the backup or its trial, in sentences: looked for while the system is still in use,
     * so that it is not stopped for nothing.
     */
    default List<String> objections(BackupOrder order, Launchers launchers) {
        return List.of();
    }

    /** The commands that take the backup; refused with a sentence when the settings of the store do not do. */
    List<Command> backup(BackupOrder order);

    /**
     * What the tool says it took, once the commands have succeeded.
     *
     * @throws StoreException when there is no usable receipt: then the step has failed, whatever the exit code was
     */
    BackupReceipt receipt(BackupOrder order, Launcher target);

    /**
     * Restores into a scratch place and compares, with the store still standing still.
     *
     * @throws StoreException when the trial itself could not be done; it may be tried again
     */
    BackupVerdict verify(BackupOrder order, BackupReceipt receipt, Launchers launchers);

    /** The commands that put the backup in place of what is there; they may be run again after they were cut short. */
    List<Command> restore(BackupReceipt receipt, StoreSpec store);

    /**
     * Digest over the content of the store as it is now; equal to the content digest of a receipt when every row or
     * file is the same. The store must stand still. Empty when the provider has no means to tell.
     */
    Optional<Digest> contentDigest(BackupOrder order, Launcher target);
}

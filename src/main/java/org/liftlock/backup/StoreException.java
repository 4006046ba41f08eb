package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** A backup, a trial restore or a restore could not be done; the message says why, and what to do next. */
public final class StoreException extends RuntimeException {

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Turns what the file system said into a sentence.
     *
     * @param act what was being done: "The backup of order-service/production/orders"
     */
    static StoreException because(String act, IOException fault) {
        String said = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        String file = fault instanceof FileSystemException named && named.getFile() != null ? named.getFile() : "";
        if (said.contains("No space left on device") || said.contains("Disk quota exceeded")) {
            return new StoreException(
                    act + " failed: the disk is full. Free some space, or choose another destination, and retry.",
                    fault);
        }
        if (fault instanceof AccessDeniedException || said.contains("Operation not permitted")) {
            return new StoreException(
                    act + " failed: access to " + file + " is denied. Give the user that runs it access, or run it as"
                            + " another user (\"as\").",
                    fault);
        }
        if (fault instanceof NoSuchFileException) {
            return new StoreException(
                    act + " failed: " + file + " does not exist. Correct the path in the description of the system.",
                    fault);
        }
        if (said.contains("Read-only file system")) {
            return new StoreException(
                    act + " failed: " + file + " lies on a read-only file system. Mount it writable, or choose"
                            + " another destination.",
                    fault);
        }
        if (fault instanceof FileAlreadyExistsException || said.contains("Not a directory")) {
            return new StoreException(
                    act + " failed: a file stands where a folder is needed, at " + file + ". Choose another"
                            + " destination.",
                    fault);
        }
        return new StoreException(act + " failed: " + said + ".", fault);
    }
}

package org.liftlock.backup;

/** Ends a trial restore at the first thing that shows the backup to be useless; never leaves this package. */
final class RejectedBackup extends RuntimeException {

    private final String whatToDo;

    RejectedBackup(String reason, String whatToDo) {
        super(reason);
        this.whatToDo = whatToDo;
    }

    /** The usual remedy: the backup itself is no good. */
    RejectedBackup(String reason) {
        this(reason, "Take the backup again; if it happens again, check the disk it is kept on.");
    }

    String whatToDo() {
        return whatToDo;
    }

    /** For a restore in place, which tries the backup before it touches anything. */
    StoreException changedNothing() {
        return new StoreException(getMessage() + " Nothing was changed. Restore another backup of it.", this);
    }
}

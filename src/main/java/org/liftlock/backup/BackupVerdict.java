package org.liftlock.backup;

/** The verifier's answer about a backup. */
public sealed interface BackupVerdict {

    record Verified(VerifiedBackup backup) implements BackupVerdict {}

    /**
     * @param receipt the backup that was judged
     * @param reason what is wrong with it, in a sentence
     * @param whatToDo what to do next
     */
    record Rejected(BackupReceipt receipt, String reason, String whatToDo) implements BackupVerdict {}
}

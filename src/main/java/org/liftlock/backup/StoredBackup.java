package org.liftlock.backup;

/** A backup in the ledger. */
public record StoredBackup(String id, BackupReceipt receipt) {}

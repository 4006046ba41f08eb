/**
 * Nothing is touched before its stores and its configuration are backed up and the backup has been shown to restore
 * (R00, R13 to R16).
 *
 * <p>The room has two sides. On the side of the application a {@link org.liftlock.backup.StoreProvider} turns a
 * {@link org.liftlock.backup.BackupOrder} into commands for the launcher, so that a backup survives the application,
 * and judges the outcome: only a trial restore that was compared makes a {@link org.liftlock.backup.VerifiedBackup}.
 * On the side of the target {@link org.liftlock.backup.StoreCommand} does the work: it archives, restores into scratch,
 * compares, restores in place. A {@link org.liftlock.backup.StoreKeeper} knows how: one for all that is files in the
 * end, one for databases that are dumped. The {@link org.liftlock.backup.BackupLedger} keeps receipts and verdicts, and
 * makes the proofs that the schema asks for before a target may be changed.
 *
 * <p>An archive can be restored without Liftlock: it is a plain zip, or a dump for pg_restore, beside a manifest in JSON.
 */
package org.liftlock.backup;

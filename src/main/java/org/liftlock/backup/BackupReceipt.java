package org.liftlock.backup;

import java.time.Instant;
import org.liftlock.naming.Digest;

/**
 * What the tool hands back for a backup it took. A receipt is a claim: it becomes a {@link VerifiedBackup} by a trial
 * restore alone.
 *
 * @param location folder of the backup on its target
 * @param digest of the manifest, which in turn holds the digest of the archive and of every file in it
 * @param size bytes of the archive
 */
public record BackupReceipt(String location, Digest digest, long size, BackupFacts facts) {

    /** Name of the receipt's file, beside the archive. */
    static final String FILE = "receipt.json";

    public BackupReceipt {
        if (location == null || location.isBlank() || digest == null || facts == null || size < 0) {
            throw new IllegalArgumentException("A receipt holds location, digest, size and facts of a backup");
        }
    }

    public static BackupReceipt fromJson(String json) {
        return Json.read(json, BackupReceipt.class);
    }

    public String toJson() {
        return Json.write(this);
    }

    public ItemName item() {
        return facts.item();
    }

    public Instant pointInTime() {
        return facts.pointInTime();
    }
}

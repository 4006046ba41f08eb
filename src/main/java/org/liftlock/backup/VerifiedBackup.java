package org.liftlock.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A backup that was restored into a scratch place and compared. Only the verifier makes one, so that code which asks for
 * this type cannot be given a backup that nobody has tried.
 */
public final class VerifiedBackup {

    private final BackupReceipt receipt;
    private final Duration restoreTime;
    private final List<String> compared;
    private final Instant verifiedAt;

    VerifiedBackup(BackupReceipt receipt, Duration restoreTime, List<String> compared, Instant verifiedAt) {
        this.receipt = Objects.requireNonNull(receipt);
        this.restoreTime = Objects.requireNonNull(restoreTime);
        this.compared = List.copyOf(compared);
        this.verifiedAt = Objects.requireNonNull(verifiedAt);
    }

    public BackupReceipt receipt() {
        return receipt;
    }

    /** How long the trial restore took: what a real one will take at least (R13, R24). */
    public Duration restoreTime() {
        return restoreTime;
    }

    /** What was compared, sentence by sentence. */
    public List<String> compared() {
        return compared;
    }

    public Instant verifiedAt() {
        return verifiedAt;
    }
}

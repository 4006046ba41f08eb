package org.liftlock.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A backup that was restored into a scratch place and compared. Only the verifier makes one, so that code which asks for
 * this type cannot be given a backup that nobody has tried.
 */
public final class VerifiedBackup {

    private static final int PARTS_BY_NAME = 4;

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

    /** In one line, for people: "restored and compared, equal: ORDERS 412 rows". What was compared in detail is evidence. */
    public String says() {
        if (receipt.facts().provider().equals(CommandProvider.NAME)) {
            return "restored by the verify command of its tool, which was content";
        }
        String unit = receipt.facts().provider().equals(FilesTool.NAME) ? "file" : "row";
        List<ContentPart> parts =
                receipt.facts().parts().stream().filter(ContentPart::holdsData).toList();
        if (parts.isEmpty()) {
            return "restored and compared, equal";
        }
        return "restored and compared, equal: "
                + (parts.size() <= PARTS_BY_NAME
                        ? parts.stream()
                                .map(part -> part.name().replaceFirst("^(PUBLIC|public)\\.", "") + " "
                                        + count(part.count(), unit))
                                .collect(Collectors.joining(", "))
                        : count(parts.stream().mapToLong(ContentPart::count).sum(), unit) + " in " + parts.size()
                                + " parts");
    }

    private static String count(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }

    public Instant verifiedAt() {
        return verifiedAt;
    }
}

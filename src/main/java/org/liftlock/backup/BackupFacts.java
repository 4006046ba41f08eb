package org.liftlock.backup;

import java.time.Instant;
import java.util.List;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;

/**
 * What a backup holds, as written into its manifest by the tool that took it.
 *
 * @param version version the system ran
 * @param startedAt when the tool began, by the target's own clock
 * @param endedAt when it ended, by the target's own clock
 * @param tool what took it, with its version
 * @param storeVersion version of the store itself
 * @param content digest over all parts and the schema: equal before and after means equal row for row
 */
public record BackupFacts(
        String upgrade,
        String unit,
        int attempt,
        ItemName item,
        TargetId target,
        String provider,
        String version,
        String writesStoppedBy,
        Instant pointInTime,
        Instant keepUntil,
        Instant startedAt,
        Instant endedAt,
        String tool,
        String storeVersion,
        List<ContentPart> parts,
        Digest content) {

    public BackupFacts {
        parts = List.copyOf(parts);
    }

    static BackupFacts of(
            BackupOrder order, StoreTool.Contents contents, String tool, Instant startedAt, Instant endedAt) {
        return new BackupFacts(
                order.upgrade(),
                order.unit(),
                order.attempt(),
                order.item(),
                order.target(),
                order.store().provider(),
                order.version(),
                order.writesStoppedBy(),
                order.pointInTime(),
                order.pointInTime().plus(order.store().keep()),
                startedAt,
                endedAt,
                tool,
                contents.storeVersion(),
                contents.parts(),
                contents.all());
    }
}

package org.liftlock.descriptor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.liftlock.naming.TargetId;

/**
 * One data set and how it is backed up.
 *
 * @param provider {@code h2}, {@code files}, {@code command} ...
 * @param settings what the provider is told: the keys under {@code backup} except {@code with} and {@code keep}, and
 *     {@code login} where the store has one; no variable is left in them
 * @param keep how long backups are kept
 * @param where the targets that carry it
 */
public record StoreSpec(
        String name,
        String provider,
        Map<String, Object> settings,
        Compare compare,
        Duration keep,
        List<TargetId> where) {

    public StoreSpec {
        settings = Trees.copy(settings);
        where = List.copyOf(where);
        if (where.isEmpty()) {
            throw new IllegalArgumentException("Store \"" + name + "\" is carried by at least one target");
        }
        if (keep.isNegative() || keep.isZero()) {
            throw new IllegalArgumentException("Backups of store \"" + name + "\" are kept for longer than nothing");
        }
    }
}

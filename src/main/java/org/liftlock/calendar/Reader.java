package org.liftlock.calendar;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.liftlock.audit.Sight;

/**
 * For whom a sheet of the calendar is made out.
 *
 * @param deadlines until when an approval is waited for, by the key of the upgrade
 * @param groups names that stand for many: two upgrades that one of them carries out are no conflict
 */
public record Reader(Sight sight, Map<String, Instant> deadlines, Set<String> groups) {

    public Reader {
        deadlines = Map.copyOf(deadlines);
        groups = Set.copyOf(groups);
    }
}

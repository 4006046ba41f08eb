package org.liftlock.calendar;

import java.util.Optional;
import java.util.Set;
import org.liftlock.audit.Sight;
import org.liftlock.lifecycle.MaintenanceWindow;

/**
 * A time without changes (R26).
 *
 * @param id stable over time, and different from that of every other freeze
 * @param system empty when it holds for all
 * @param exempt reasons that are let through, by the names of their categories
 */
public record Freeze(String id, String name, Optional<String> system, MaintenanceWindow span, Set<String> exempt) {

    public Freeze {
        exempt = Set.copyOf(exempt);
    }

    /** Whether the upgrade would be done in it, and may not. */
    boolean holdsUp(Booking booking) {
        return booking.isAhead()
                && span.overlaps(booking.window())
                && system.map(booking::touches).orElse(true)
                && !exempt.contains(booking.reason().name());
    }

    boolean isSeenBy(Sight sight) {
        return system.map(sight::reaches).orElse(true);
    }
}

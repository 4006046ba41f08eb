package org.liftlock.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.liftlock.audit.Sight;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.planning.RecurringWindows.Recurrence;

/**
 * The calendar of a time, as one person may see it.
 *
 * @param zone where the site is
 * @param bookings windows in this time
 * @param ahead all that is still to be done, whenever
 * @param freezes those of this time, and of everything ahead
 * @param collisions among everything ahead, of which the person sees at least one side
 */
public record Sheet(
        ZoneId zone,
        Instant now,
        MaintenanceWindow span,
        List<Booking> bookings,
        List<Booking> ahead,
        List<Freeze> freezes,
        List<Recurrence> maintenance,
        List<Collision> collisions,
        Sight sight) {

    private static final String HIDDEN = "an upgrade that is not shown to you; a change manager sees it";

    public Sheet {
        bookings = List.copyOf(bookings);
        ahead = List.copyOf(ahead);
        freezes = List.copyOf(freezes);
        maintenance = List.copyOf(maintenance);
        collisions = List.copyOf(collisions);
    }

    /** Freezes that hold at least for a part of this time. */
    public List<Freeze> freezesHere() {
        return freezes.stream().filter(freeze -> freeze.span().overlaps(span)).toList();
    }

    /** What stands in the way of a window, one sentence each. */
    public List<String> inTheWayOf(Booking booking) {
        List<String> found = new ArrayList<>();
        collisionsOf(booking).forEach(collision -> found.add(says(collision, booking)));
        freezesOver(booking)
                .forEach(freeze -> found.add("falls into the freeze \"" + freeze.name() + "\", "
                        + freeze.span().inWords(zone)));
        return found;
    }

    public List<Collision> collisionsOf(Booking booking) {
        return collisions.stream().filter(collision -> collision.isOf(booking)).toList();
    }

    public List<Freeze> freezesOver(Booking booking) {
        return freezes.stream().filter(freeze -> freeze.holdsUp(booking)).toList();
    }

    /** All that is ahead and stands in something's way, the first to open first. */
    public List<Booking> inTrouble() {
        return ahead.stream()
                .filter(booking -> !collisionsOf(booking).isEmpty()
                        || !freezesOver(booking).isEmpty())
                .toList();
    }

    /** All whose approval no longer counts, whenever their windows are. */
    public List<Booking> withoutApproval() {
        return ahead.stream()
                .filter(booking -> booking.standing().voidBecause().isPresent())
                .toList();
    }

    private String says(Collision collision, Booking from) {
        Booking other = collision.not(from);
        return other.isSeenBy(sight)
                ? "at the same time as " + other.key() + " (" + other.title() + ", "
                        + other.window().inWords(zone) + "): " + String.join("; ", collision.why())
                : "at the same time as " + HIDDEN;
    }
}

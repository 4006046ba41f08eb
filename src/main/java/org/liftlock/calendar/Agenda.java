package org.liftlock.calendar;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liftlock.calendar.Booking.Actual;
import org.liftlock.calendar.BookingRows.Found;
import org.liftlock.calendar.BookingRows.Said;
import org.liftlock.descriptor.Site;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.planning.Plans;
import org.liftlock.planning.Plans.Written;
import org.liftlock.planning.RecurringWindows;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes out sheets of the calendar. Each costs a fixed number of queries, however many upgrades there are. */
@Component
public class Agenda {

    private static final Comparator<Booking> BY_TIME = Comparator.comparing(
                    (Booking booking) -> booking.window().opensAt())
            .thenComparing(Booking::key);

    private final BookingRows rows;
    private final Freezes freezes;
    private final Plans plans;
    private final Reaches reaches;
    private final RecurringWindows recurring;
    private final Clock clock;

    Agenda(BookingRows rows, Freezes freezes, Plans plans, Reaches reaches, RecurringWindows recurring, Clock clock) {
        this.rows = rows;
        this.freezes = freezes;
        this.plans = plans;
        this.reaches = reaches;
        this.recurring = recurring;
        this.clock = clock;
    }

    /** What lies between two moments, at least in part. */
    @Transactional(readOnly = true)
    public Sheet between(Instant from, Instant until, Reader reader) {
        Reaches.Described described = reaches.now();
        Site site = described.descriptions().site();
        MaintenanceWindow span = new MaintenanceWindow(from, until);
        List<Booking> all = bookings(span, described, reader, site);
        List<Booking> ahead = all.stream().filter(Booking::isAhead).toList();
        List<Collision> collisions = Collision.among(ahead, reader.groups());
        return new Sheet(
                site.timeZone(),
                clock.instant(),
                span,
                all.stream()
                        .filter(booking -> booking.window().overlaps(span) && booking.isSeenBy(reader.sight()))
                        .toList(),
                ahead.stream()
                        .filter(booking -> booking.isSeenBy(reader.sight()))
                        .toList(),
                freezes(site, span, ahead).stream()
                        .filter(freeze -> freeze.isSeenBy(reader.sight())
                                || ahead.stream()
                                        .anyMatch(
                                                booking -> booking.isSeenBy(reader.sight()) && freeze.holdsUp(booking)))
                        .toList(),
                recurring.between(site, from, until),
                collisions.stream()
                        .filter(collision -> collision.one().isSeenBy(reader.sight())
                                || collision.other().isSeenBy(reader.sight()))
                        .toList(),
                reader.sight());
    }

    /** Where the site is. */
    public Site site() {
        return reaches.now().descriptions().site();
    }

    private List<Freeze> freezes(Site site, MaintenanceWindow span, List<Booking> ahead) {
        Instant first = ahead.stream()
                .map(booking -> booking.window().opensAt())
                .reduce(span.opensAt(), (one, other) -> one.isBefore(other) ? one : other);
        Instant last = ahead.stream()
                .map(booking -> booking.window().endsAt())
                .reduce(span.endsAt(), (one, other) -> one.isAfter(other) ? one : other);
        return freezes.between(site, first, last);
    }

    private List<Booking> bookings(MaintenanceWindow span, Reaches.Described described, Reader reader, Site site) {
        List<Found> found = new ArrayList<>(rows.ahead());
        Set<String> ahead = new TreeSet<>(found.stream().map(Found::key).toList());
        rows.between(span.opensAt(), span.endsAt()).stream()
                .filter(row -> !row.newest() || !ahead.contains(row.key()))
                .forEach(found::add);
        Set<String> keys = new TreeSet<>(found.stream().map(Found::key).toList());
        Map<String, Written> written = plans.newest(keys);
        Map<String, List<Said>> said = rows.approvals(keys);
        Map<String, Actual> actual = rows.actual(keys);
        Instant now = clock.instant();
        return found.stream()
                .flatMap(row -> new BookingCase(
                                row,
                                Optional.ofNullable(written.get(row.key())),
                                said.getOrDefault(row.key(), List.of()),
                                Optional.ofNullable(actual.get(row.key())),
                                Optional.ofNullable(reader.deadlines().get(row.key())),
                                // What is over is not described again: nobody asks what it would reach today.
                                ahead.contains(row.key()) ? described.of(row.request()) : Optional.empty(),
                                now)
                        .booking(site.timeZone()).stream())
                .sorted(BY_TIME)
                .toList();
    }
}

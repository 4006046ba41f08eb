package org.liftlock.planning;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.liftlock.descriptor.Site;
import org.liftlock.descriptor.SiteCalendar;
import org.liftlock.descriptor.WindowRequest;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.springframework.stereotype.Component;

/** The next window of a calendar the site names; recurrence as in RFC 5545, in the site's time zone. */
@Component
public class RecurringWindows {

    /**
     * Where every recurrence begins, so that "every second week" means the same weeks whenever it is asked: a Monday,
     * the first of a month and of a year.
     */
    private static final LocalDate BEGINNING = LocalDate.of(2024, 1, 1);

    private static final int FAR_ENOUGH = 5000;

    /**
     * @param earliest before this the window does not open; one that is open already counts from here
     * @param needed how long the window has to be at least
     * @return empty when the site has no such calendar, or it has no window that is long enough
     */
    Optional<Drafts.Span> next(Site site, WindowRequest wanted, Instant earliest, Duration needed) {
        LocalDate notBefore = wanted instanceof WindowRequest.InCalendar named
                ? named.notBefore().orElse(LocalDate.MIN)
                : LocalDate.MIN;
        return site.calendars().values().stream()
                .filter(calendar -> !(wanted instanceof WindowRequest.InCalendar named)
                        || calendar.name().equals(named.calendar()))
                .filter(SiteCalendar.Windows.class::isInstance)
                .map(SiteCalendar.Windows.class::cast)
                .flatMap(calendar -> next(calendar, site.timeZone(), notBefore, earliest, needed).stream())
                .min((one, other) -> one.opens().compareTo(other.opens()));
    }

    /** All windows of all calendars of the site that lie, at least in part, between two moments; the first one first. */
    public List<Recurrence> between(Site site, Instant from, Instant until) {
        return site.calendars().values().stream()
                .filter(SiteCalendar.Windows.class::isInstance)
                .map(SiteCalendar.Windows.class::cast)
                .flatMap(calendar -> between(calendar, site.timeZone(), from, until).stream())
                .sorted(Comparator.comparing((Recurrence one) -> one.window().opensAt())
                        .thenComparing(Recurrence::calendar))
                .toList();
    }

    /** One time that a calendar of the site sets aside for maintenance. */
    public record Recurrence(String calendar, MaintenanceWindow window) {}

    private static List<Recurrence> between(SiteCalendar.Windows calendar, ZoneId zone, Instant from, Instant until) {
        List<Recurrence> found = new ArrayList<>();
        RecurrenceRuleIterator days = rule(calendar).iterator(day(BEGINNING));
        days.fastForward(day(from.atZone(zone).toLocalDate().minusDays(1)));
        for (int seen = 0; seen < FAR_ENOUGH && days.hasNext(); seen++) {
            Drafts.Span span = on(date(days.nextDateTime()), calendar, zone);
            if (!span.opens().isBefore(until)) {
                break;
            }
            if (span.ends().isAfter(from)) {
                found.add(new Recurrence(calendar.name(), new MaintenanceWindow(span.opens(), span.ends())));
            }
        }
        return found;
    }

    private Optional<Drafts.Span> next(
            SiteCalendar.Windows calendar, ZoneId zone, LocalDate notBefore, Instant earliest, Duration needed) {
        RecurrenceRuleIterator days = rule(calendar).iterator(day(BEGINNING));
        days.fastForward(day(earliest.atZone(zone).toLocalDate().minusDays(1)));
        for (int seen = 0; seen < FAR_ENOUGH && days.hasNext(); seen++) {
            LocalDate day = date(days.nextDateTime());
            Drafts.Span window = on(day, calendar, zone);
            Instant opens = window.opens().isAfter(earliest) ? window.opens() : earliest;
            boolean longEnough = !opens.plus(needed).isAfter(window.ends());
            if (!day.isBefore(notBefore) && longEnough) {
                return Optional.of(new Drafts.Span(opens, window.ends()));
            }
        }
        return Optional.empty();
    }

    private static DateTime day(LocalDate date) {
        return new DateTime(
                TimeZone.getTimeZone("UTC"), date.getYear(), date.getMonthValue() - 1, date.getDayOfMonth(), 0, 0, 0);
    }

    private static LocalDate date(DateTime found) {
        return LocalDate.of(found.getYear(), found.getMonth() + 1, found.getDayOfMonth());
    }

    private static Drafts.Span on(LocalDate day, SiteCalendar.Windows calendar, ZoneId zone) {
        LocalDateTime opens = day.atTime(calendar.from());
        LocalDateTime ends = day.atTime(calendar.to());
        LocalDateTime later = ends.isAfter(opens) ? ends : ends.plusDays(1);
        return new Drafts.Span(
                opens.atZone(zone).toInstant(), later.atZone(zone).toInstant());
    }

    private static RecurrenceRule rule(SiteCalendar.Windows calendar) {
        try {
            return new RecurrenceRule(calendar.rule());
        } catch (InvalidRecurrenceRuleException unreadable) {
            throw new IllegalArgumentException(
                    "Calendar \"" + calendar.name() + "\" has the rule \"" + calendar.rule()
                            + "\", which is none of RFC 5545; write for example FREQ=MONTHLY;BYDAY=2SU",
                    unreadable);
        }
    }
}

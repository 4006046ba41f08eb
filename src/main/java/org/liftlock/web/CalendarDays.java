package org.liftlock.web;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.liftlock.calendar.Booking;
import org.liftlock.calendar.Freeze;
import org.liftlock.calendar.Sheet;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.planning.RecurringWindows.Recurrence;

/** A week or a month as whole weeks of days, where the site is. Days begin at its midnight, however long they are. */
record CalendarDays(boolean month, LocalDate on, ZoneId zone) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    /** One day, with what lies on it. */
    record Day(LocalDate date, String title, boolean today, boolean outside, List<Item> items) {

        public boolean isEmpty() {
            return items.isEmpty();
        }
    }

    /**
     * What lies on a day: one of the three.
     *
     * @param times the part of it that lies on this day
     */
    record Item(
            String times,
            Instant from,
            Optional<Booking> booking,
            Optional<Freeze> freeze,
            Optional<Recurrence> maintenance) {}

    /** "really from Sat 21 Nov 22:03 to Sat 21 Nov 23:10". */
    public String really(Booking.Actual actual) {
        return "really from " + exact(actual.from())
                + actual.until().map(end -> " to " + exact(end)).orElse(", still going on");
    }

    public String moment(Instant moment) {
        return LONG.format(moment.atZone(zone)) + " " + CLOCK.format(moment.atZone(zone));
    }

    public boolean isEmpty(List<Day> all) {
        return all.stream().allMatch(Day::isEmpty);
    }

    private String exact(Instant moment) {
        return DAY.format(moment.atZone(zone)) + " " + CLOCK.format(moment.atZone(zone));
    }

    LocalDate first() {
        LocalDate start = month ? on.withDayOfMonth(1) : on;
        return start.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** The first day that is not shown any more. */
    LocalDate end() {
        LocalDate last = month ? on.with(TemporalAdjusters.lastDayOfMonth()) : on;
        return last.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    }

    MaintenanceWindow span() {
        return new MaintenanceWindow(start(first()), start(end()));
    }

    public String title() {
        LocalDate last = end().minusDays(1);
        return month
                ? MONTH.format(on)
                : (first().getYear() == last.getYear() ? SHORT : LONG).format(first()) + " to " + LONG.format(last);
    }

    public String before() {
        return address(month, month ? on.withDayOfMonth(1).minusMonths(1) : first().minusWeeks(1));
    }

    public String after() {
        return address(month, month ? on.withDayOfMonth(1).plusMonths(1) : first().plusWeeks(1));
    }

    public String now() {
        return "/calendar?view=" + word(month);
    }

    public String other() {
        return address(!month, on);
    }

    public String word() {
        return word(month);
    }

    List<Day> of(Sheet sheet) {
        LocalDate today = sheet.now().atZone(zone).toLocalDate();
        return first().datesUntil(end())
                .map(date -> new Day(
                        date,
                        DAY.format(date),
                        date.equals(today),
                        month && date.getMonth() != on.getMonth(),
                        items(sheet, date)))
                .toList();
    }

    private List<Item> items(Sheet sheet, LocalDate date) {
        MaintenanceWindow day = new MaintenanceWindow(start(date), start(date.plusDays(1)));
        return Stream.of(
                        sheet.freezesHere().stream()
                                .filter(freeze -> freeze.span().overlaps(day))
                                .map(freeze -> item(freeze.span(), day, null, freeze, null)),
                        sheet.bookings().stream()
                                .filter(booking -> booking.window().overlaps(day))
                                .map(booking -> item(booking.window(), day, booking, null, null)),
                        sheet.maintenance().stream()
                                .filter(one -> one.window().overlaps(day))
                                .map(one -> item(one.window(), day, null, null, one)))
                .flatMap(items -> items)
                .sorted(Comparator.comparing((Item item) -> item.freeze().isEmpty())
                        .thenComparing(Item::from)
                        .thenComparing(item -> item.booking().isEmpty()))
                .toList();
    }

    private Item item(
            MaintenanceWindow span, MaintenanceWindow day, Booking booking, Freeze freeze, Recurrence maintenance) {
        return new Item(
                times(span, day),
                span.opensAt(),
                Optional.ofNullable(booking),
                Optional.ofNullable(freeze),
                Optional.ofNullable(maintenance));
    }

    /** "22:00 to 02:00", seen from the day: what lies on another day is named with it. */
    private String times(MaintenanceWindow span, MaintenanceWindow day) {
        boolean here = !span.opensAt().isBefore(day.opensAt());
        boolean ends = !span.endsAt().isAfter(day.endsAt());
        if (!here && !ends) {
            return "all day, until " + end(span.endsAt());
        } else if (!here) {
            return (span.endsAt().equals(day.endsAt()) ? "all day, " : "") + "until " + clock(span.endsAt(), day);
        }
        return clock(span.opensAt(), day) + " to " + (ends ? clock(span.endsAt(), day) : end(span.endsAt()));
    }

    private String clock(Instant moment, MaintenanceWindow day) {
        return moment.equals(day.endsAt()) ? "24:00" : CLOCK.format(moment.atZone(zone));
    }

    /** Midnight is the end of the day before it. */
    private String end(Instant moment) {
        ZonedDateTime there = moment.atZone(zone);
        return there.truncatedTo(ChronoUnit.DAYS).equals(there)
                ? "the end of " + DAY.format(there.minusDays(1))
                : DAY.format(there) + " " + CLOCK.format(there);
    }

    private Instant start(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }

    private static String address(boolean month, LocalDate on) {
        return "/calendar?view=" + word(month) + "&on=" + on;
    }

    private static String word(boolean month) {
        return month ? "month" : "week";
    }
}

package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.audit.Sight;
import org.liftlock.calendar.Freeze;
import org.liftlock.calendar.Sheet;
import org.liftlock.lifecycle.MaintenanceWindow;

class CalendarDaysTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final LocalDate SATURDAY = LocalDate.of(2026, 11, 21);

    private final CalendarDays week = new CalendarDays(false, SATURDAY, ZURICH);

    @ParameterizedTest
    @CsvSource({
        "2026-11-21, false, 2026-11-16, 2026-11-23, 16 Nov to 22 November 2026",
        "2026-11-16, false, 2026-11-16, 2026-11-23, 16 Nov to 22 November 2026",
        "2026-12-31, false, 2026-12-28, 2027-01-04, 28 December 2026 to 3 January 2027",
        "2026-11-21, true, 2026-10-26, 2026-12-07, November 2026",
        "2027-02-01, true, 2027-02-01, 2027-03-01, February 2027"
    })
    void aWeekOrAMonthIsShownAsWholeWeeks(LocalDate on, boolean month, LocalDate first, LocalDate end, String title) {
        CalendarDays days = new CalendarDays(month, on, ZURICH);

        assertThat(days.first()).isEqualTo(first);
        assertThat(days.end()).isEqualTo(end);
        assertThat(days.title()).isEqualTo(title);
    }

    @Test
    void linksLeadBeforeAndAfterAndToTheOtherView() {
        assertThat(week.before()).isEqualTo("/calendar?view=week&on=2026-11-09");
        assertThat(week.after()).isEqualTo("/calendar?view=week&on=2026-11-23");
        assertThat(week.other()).isEqualTo("/calendar?view=month&on=2026-11-21");
        assertThat(new CalendarDays(true, LocalDate.of(2026, 3, 31), ZURICH).before())
                .isEqualTo("/calendar?view=month&on=2026-02-01");
    }

    @Test
    void theDayOnWhichClocksChangeIsAsLongAsItIs() {
        CalendarDays spring = new CalendarDays(false, LocalDate.of(2026, 3, 29), ZURICH);

        assertThat(Duration.between(spring.span().opensAt(), spring.span().endsAt()))
                .isEqualTo(Duration.ofDays(7).minusHours(1));
    }

    @Test
    void aTimeIsSaidOnEachDayItLiesOnAsSeenFromThatDay() {
        assertThat(times("2026-11-17T21:00:00Z", "2026-11-18T01:00:00Z"))
                .containsExactly("Tue 17 Nov: 22:00 to Wed 18 Nov 02:00", "Wed 18 Nov: until 02:00");
        assertThat(times("2026-11-17T21:00:00Z", "2026-11-17T23:00:00Z")).containsExactly("Tue 17 Nov: 22:00 to 24:00");
        assertThat(times("2026-11-16T23:00:00Z", "2026-11-19T23:00:00Z"))
                .containsExactly(
                        "Tue 17 Nov: 00:00 to the end of Thu 19 Nov",
                        "Wed 18 Nov: all day, until the end of Thu 19 Nov",
                        "Thu 19 Nov: all day, until 24:00");
    }

    @Test
    void todayIsMarkedAndDaysOfOtherMonthsAreToo() {
        CalendarDays month = new CalendarDays(true, SATURDAY, ZURICH);
        List<CalendarDays.Day> days = month.of(sheet(month.span(), List.of()));

        assertThat(days)
                .filteredOn(CalendarDays.Day::today)
                .extracting(CalendarDays.Day::date)
                .containsExactly(SATURDAY);
        assertThat(days).filteredOn(CalendarDays.Day::outside).hasSize(6 + 6);
        assertThat(month.isEmpty(days)).isTrue();
    }

    private List<String> times(String from, String until) {
        MaintenanceWindow span = new MaintenanceWindow(Instant.parse(from), Instant.parse(until));
        Freeze freeze = new Freeze("freeze-1", "quarter end", Optional.empty(), span, Set.of());
        return week.of(sheet(week.span(), List.of(freeze))).stream()
                .filter(day -> !day.isEmpty())
                .map(day -> day.title() + ": " + day.items().get(0).times())
                .toList();
    }

    /** At half past midnight in Zurich, which is still Friday in London. */
    private static Sheet sheet(MaintenanceWindow span, List<Freeze> freezes) {
        return new Sheet(
                ZURICH,
                Instant.parse("2026-11-20T23:30:00Z"),
                span,
                List.of(),
                List.of(),
                freezes,
                List.of(),
                List.of(),
                Sight.ofEverything("otto"));
    }
}

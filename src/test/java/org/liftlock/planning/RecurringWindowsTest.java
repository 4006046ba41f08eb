package org.liftlock.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.descriptor.Site;
import org.liftlock.descriptor.SiteCalendar;
import org.liftlock.descriptor.WindowRequest;

class RecurringWindowsTest {

    /** A Wednesday noon. */
    private static final Instant NOW = Instant.parse("2026-11-18T12:00:00Z");

    private static final Duration HOUR = Duration.ofHours(1);
    private static final WindowRequest NEXT = new WindowRequest.Next();

    private final RecurringWindows windows = new RecurringWindows();

    @ParameterizedTest
    @CsvSource({
        "FREQ=WEEKLY;BYDAY=SU,               2026-11-22",
        "FREQ=WEEKLY;BYDAY=WE,               2026-11-25",
        "FREQ=WEEKLY;BYDAY=TU,               2026-11-24",
        "'FREQ=WEEKLY;BYDAY=TU,TH',          2026-11-19",
        "FREQ=DAILY,                         2026-11-19",
        "FREQ=MONTHLY;BYDAY=2SU,             2026-12-13",
        "FREQ=MONTHLY;BYDAY=-1SA,            2026-11-28",
        "FREQ=MONTHLY;BYMONTHDAY=15,         2026-12-15",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=1SU,    2027-03-07",
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=1SA,  2027-01-02"
    })
    void theNextWindowFollowsTheRule(String rule, LocalDate day) {
        assertThat(next(zurich(rule, "02:00", "06:00"), NOW)).contains(at(day + "T01:00:00Z", day + "T05:00:00Z"));
    }

    @Test
    void allWindowsOfATimeAreFoundTheOneThatReachesIntoItIncluded() {
        Site site = zurich("FREQ=WEEKLY;BYDAY=SA,SU", "22:00", "04:00");

        // From half past one on a Sunday to the opening on the next one, which does not lie in it any more.
        assertThat(windows.between(site, Instant.parse("2026-11-22T00:30:00Z"), Instant.parse("2026-11-29T21:00:00Z")))
                .extracting(found -> found.window().opensAt().toString())
                .containsExactly("2026-11-21T21:00:00Z", "2026-11-22T21:00:00Z", "2026-11-28T21:00:00Z");
        assertThat(windows.between(site, Instant.parse("2026-11-22T03:00:00Z"), Instant.parse("2026-11-22T21:00:00Z")))
                .isEmpty();
    }

    @Test
    void everySecondWeekMeansTheSameWeeksWheneverItIsAsked() {
        Site site = zurich("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "02:00", "06:00");
        Instant opens = next(site, NOW).orElseThrow().opens();

        assertThat(IntStream.range(0, 14)
                        .mapToObj(day -> opens.minus(Duration.ofDays(day)))
                        .map(asked -> next(site, asked).orElseThrow().opens()))
                .allMatch(opens::equals);
        assertThat(next(site, opens.plus(Duration.ofDays(1))).orElseThrow().opens())
                .isEqualTo(opens.plus(Duration.ofDays(14)));
    }

    @Test
    void aWindowOverMidnightEndsTheNextDay() {
        assertThat(next(zurich("FREQ=WEEKLY;BYDAY=SA", "22:00", "04:00"), NOW))
                .contains(at("2026-11-21T21:00:00Z", "2026-11-22T03:00:00Z"));
    }

    @Test
    void aWindowThatIsOpenAlreadyCountsFromNowAsLongAsTheRestIsLongEnough() {
        Site site = zurich("FREQ=WEEKLY;BYDAY=SA", "22:00", "04:00");

        assertThat(next(site, Instant.parse("2026-11-22T02:00:00Z")))
                .contains(at("2026-11-22T02:00:00Z", "2026-11-22T03:00:00Z"));
        assertThat(next(site, Instant.parse("2026-11-22T02:00:01Z")))
                .contains(at("2026-11-28T21:00:00Z", "2026-11-29T03:00:00Z"));
    }

    @Test
    void whenSummerTimeBeginsInTheWindowItIsAnHourShorter() {
        Site site = zurich("FREQ=WEEKLY;BYDAY=SU", "01:00", "05:00");

        assertThat(next(site, Instant.parse("2027-03-24T12:00:00Z")))
                .contains(at("2027-03-28T00:00:00Z", "2027-03-28T03:00:00Z"));
    }

    @Test
    void whatNeedsTheMissingHourGetsTheWindowOfTheNextWeek() {
        Site site = zurich("FREQ=WEEKLY;BYDAY=SU", "01:00", "05:00");

        assertThat(windows.next(site, NEXT, Instant.parse("2027-03-24T12:00:00Z"), Duration.ofHours(4)))
                .contains(at("2027-04-03T23:00:00Z", "2027-04-04T03:00:00Z"));
    }

    @Test
    void aWindowInsideTheHourThatDoesNotExistIsLeftOut() {
        Site site = zurich("FREQ=WEEKLY;BYDAY=SU", "02:00", "03:00");

        assertThat(next(site, Instant.parse("2027-03-24T12:00:00Z"))
                        .orElseThrow()
                        .opens())
                .isEqualTo("2027-04-04T00:00:00Z");
    }

    @Test
    void whenSummerTimeEndsInTheWindowItIsAnHourLonger() {
        Site site = zurich("FREQ=WEEKLY;BYDAY=SU", "01:00", "05:00");

        assertThat(next(site, Instant.parse("2026-10-21T12:00:00Z")))
                .contains(at("2026-10-24T23:00:00Z", "2026-10-25T04:00:00Z"));
    }

    @Test
    void aDayBeforeWhichNothingMayHappenIsKept() {
        Site site = zurich("FREQ=WEEKLY;BYDAY=SU", "02:00", "06:00");
        var wanted = new WindowRequest.InCalendar("usual", Optional.of(LocalDate.of(2026, 11, 23)));

        assertThat(windows.next(site, wanted, NOW, HOUR)).contains(at("2026-11-29T01:00:00Z", "2026-11-29T05:00:00Z"));
    }

    @Test
    void ofSeveralCalendarsTheOneNamedCountsOrElseTheSoonest() {
        Map<String, SiteCalendar> calendars = new LinkedHashMap<>();
        calendars.put("monthly", calendar("monthly", "FREQ=MONTHLY;BYDAY=2SU", "02:00", "06:00"));
        calendars.put("weekly", calendar("weekly", "FREQ=WEEKLY;BYDAY=SA", "02:00", "06:00"));
        Site site = site(calendars);

        assertThat(next(site, NOW).orElseThrow().opens()).isEqualTo("2026-11-21T01:00:00Z");
        assertThat(windows.next(site, new WindowRequest.InCalendar("monthly", Optional.empty()), NOW, HOUR))
                .contains(at("2026-12-13T01:00:00Z", "2026-12-13T05:00:00Z"));
    }

    @Test
    void whereNoWindowIsEverLongEnoughThereIsNone() {
        Site site = zurich("FREQ=WEEKLY;BYDAY=SU", "02:00", "06:00");

        assertThat(windows.next(site, NEXT, NOW, Duration.ofHours(9))).isEmpty();
        assertThat(windows.next(site, new WindowRequest.InCalendar("other", Optional.empty()), NOW, HOUR))
                .isEmpty();
        assertThat(next(Site.UNNAMED, NOW)).isEmpty();
    }

    @Test
    void aRuleNobodyCanReadIsNamedWithItsCalendar() {
        Site site = zurich("FREQ=SOMETIMES", "02:00", "06:00");

        assertThatThrownBy(() -> next(site, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"usual\"")
                .hasMessageContaining("FREQ=SOMETIMES")
                .hasMessageContaining("FREQ=MONTHLY;BYDAY=2SU");
    }

    private Optional<Drafts.Span> next(Site site, Instant earliest) {
        return windows.next(site, NEXT, earliest, HOUR);
    }

    private static Site zurich(String rule, String from, String to) {
        return site(Map.of("usual", calendar("usual", rule, from, to)));
    }

    private static SiteCalendar calendar(String name, String rule, String from, String to) {
        return new SiteCalendar.Windows(name, rule, LocalTime.parse(from), LocalTime.parse(to));
    }

    private static Site site(Map<String, SiteCalendar> calendars) {
        return new Site("harbour", ZoneId.of("Europe/Zurich"), Optional.empty(), Optional.empty(), Map.of(), calendars);
    }

    private static Drafts.Span at(String opens, String ends) {
        return new Drafts.Span(Instant.parse(opens), Instant.parse(ends));
    }
}

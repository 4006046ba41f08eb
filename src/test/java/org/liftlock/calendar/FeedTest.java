package org.liftlock.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.calendar.Bookings.NIGHT;
import static org.liftlock.calendar.Bookings.upgrade;

import java.io.StringReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.audit.Sight;
import org.liftlock.lifecycle.MaintenanceWindow;

class FeedTest {

    private static final Set<String> NOBODY = Set.of();

    private final Feed feed = new Feed("https://liftlock.example.com", Clock.fixed(NIGHT, ZoneOffset.UTC));

    @Test
    void anUpgradeIsAnEventThatACalendarProgramReadsBack() throws Exception {
        Booking booking = upgrade(7).by("erik").made();

        VEvent event =
                events(feed.of(sheet(List.of(booking)), Optional.empty())).get(0);

        assertThat(text(event, Property.UID)).isEqualTo("UPG-2026-0007@liftlock.example.com");
        assertThat(text(event, Property.SUMMARY)).isEqualTo("order-service 1.0 → 2.0 (production): waits for approval");
        assertThat(text(event, Property.URL)).isEqualTo("https://liftlock.example.com/upgrades/UPG-2026-0007");
        assertThat(text(event, Property.SEQUENCE)).isEqualTo("3");
        assertThat(text(event, Property.LAST_MODIFIED)).isEqualTo("20261120T210000Z");
        assertThat(Instant.from(event.<DtStart<Temporal>>getProperty(Property.DTSTART)
                        .orElseThrow()
                        .getDate()))
                .isEqualTo(NIGHT);
        assertThat(Instant.from(event.<DtEnd<Temporal>>getProperty(Property.DTEND)
                        .orElseThrow()
                        .getDate()))
                .isEqualTo(NIGHT.plus(Duration.ofHours(4)));
        assertThat(text(event, Property.DESCRIPTION))
                .contains("Why: better for everybody")
                .contains("Window: 22 Nov 2026 22:00 CET to 23 Nov 2026 02:00 CET.")
                .contains("erik carries it out; mia decides, else carl.");
    }

    @ParameterizedTest
    @CsvSource({
        "PLANNED, TENTATIVE",
        "ASKED, TENTATIVE",
        "APPROVED, CONFIRMED",
        "RUNNING, CONFIRMED",
        "OVER, CONFIRMED",
        "CALLED_OFF, CANCELLED"
    })
    void itIsTentativeUntilItIsApprovedAndCancelledWhenItIsCalledOff(Standing.State state, String status)
            throws Exception {
        VEvent event = events(feed.of(sheet(List.of(upgrade(1).standing(state).made())), Optional.empty()))
                .get(0);

        assertThat(text(event, Property.STATUS)).isEqualTo(status);
    }

    @Test
    void anApprovalThatDoesNotCountMakesItTentativeAgainAndSaysWhy() throws Exception {
        VEvent event = events(feed.of(
                        sheet(List.of(upgrade(1)
                                .standing(Standing.State.APPROVED)
                                .voidBecause("the plan was changed")
                                .made())),
                        Optional.empty()))
                .get(0);

        assertThat(text(event, Property.STATUS)).isEqualTo("TENTATIVE");
        assertThat(text(event, Property.DESCRIPTION)).contains("The approval does not count: the plan was changed.");
    }

    @Test
    void theSameWindowsGiveTheSameFile() {
        Sheet sheet = sheet(List.of(upgrade(1).made(), upgrade(2).made()));
        Feed later = new Feed("https://liftlock.example.com", Clock.fixed(NIGHT.plusSeconds(500), ZoneOffset.UTC));

        assertThat(later.of(sheet, Optional.empty())).isEqualTo(feed.of(sheet, Optional.empty()));
    }

    @Test
    void conflictsAndFreezesAreInItInWords() throws Exception {
        Sheet sheet = sheet(List.of(upgrade(1).made(), upgrade(2).made()));

        List<VEvent> events = events(feed.of(sheet, Optional.empty()));

        assertThat(events).hasSize(3);
        assertThat(text(events.get(0), Property.DESCRIPTION))
                .contains("Careful: at the same time as UPG-2026-0002")
                .contains("falls into the freeze \"quarter end\"");
        assertThat(text(events.get(2), Property.SUMMARY)).isEqualTo("Change freeze: quarter end");
        assertThat(text(events.get(2), Property.DESCRIPTION))
                .isEqualTo("No changes of any system, except for: security fix");
    }

    @Test
    void theFeedOfOneSystemHoldsThatOneAlone() throws Exception {
        Sheet sheet = sheet(List.of(upgrade(1).made(), upgrade(2).of("payroll").made()));

        assertThat(events(feed.of(sheet, Optional.of("payroll"))))
                .extracting(event -> text(event, Property.UID))
                .containsExactly("UPG-2026-0002@liftlock.example.com", "freeze-1@liftlock.example.com");
    }

    @Test
    void whatPeopleWroteCannotAddLinesOfItsOwn() throws Exception {
        Booking booking =
                upgrade(1).of("order-service\r\nEND:VEVENT\r\nBEGIN:VEVENT").made();

        List<VEvent> events = events(feed.of(sheet(List.of(booking)), Optional.empty()));

        assertThat(events).hasSize(2);
        assertThat(text(events.get(0), Property.SUMMARY)).startsWith("order-service END:VEVENT BEGIN:VEVENT 1.0");
    }

    @Test
    void linesAreFoldedAsTheStandardAsks() {
        String written = feed.of(sheet(List.of(upgrade(1).made(), upgrade(2).made())), Optional.empty());

        assertThat(written).contains("REFRESH-INTERVAL;VALUE=DURATION:PT30M\r\n");
        assertThat(written).startsWith("BEGIN:VCALENDAR\r\n").endsWith("END:VCALENDAR\r\n");
        assertThat(written.split("\r\n")).allMatch(line -> line.length() <= 75);
    }

    private static Sheet sheet(List<Booking> bookings) {
        MaintenanceWindow span = new MaintenanceWindow(NIGHT.minusSeconds(86_400), NIGHT.plusSeconds(86_400));
        return new Sheet(
                ZoneId.of("Europe/Zurich"),
                NIGHT.minusSeconds(60),
                span,
                bookings,
                bookings.stream().filter(Booking::isAhead).toList(),
                List.of(new Freeze("freeze-1", "quarter end", Optional.empty(), span, Set.of("SECURITY_FIX"))),
                List.of(),
                Collision.among(bookings, NOBODY),
                Sight.ofEverything("otto"));
    }

    private static List<VEvent> events(String written) throws Exception {
        Calendar calendar = new CalendarBuilder().build(new StringReader(written));
        assertThat(calendar.validate(true).getEntries()).isEmpty();
        return calendar.<VEvent>getComponents(Component.VEVENT);
    }

    private static String text(VEvent event, String property) {
        return Stream.of(property)
                .flatMap(name -> event.getProperty(name).stream())
                .map(Property::getValue)
                .findFirst()
                .orElse("");
    }
}

package org.liftlock.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.calendar.Bookings.upgrade;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liftlock.audit.Sight;
import org.liftlock.calendar.Standing.State;
import org.liftlock.descriptor.Criticality;
import org.liftlock.descriptor.Reversibility;
import org.liftlock.lifecycle.ControlLevel;
import org.liftlock.lifecycle.MaintenanceWindow;

class ProposalTest {

    private final Advisory advisory = new Advisory();

    @Test
    void theGreatestRiskComesFirstAndOneThingAfterAnotherDecides() {
        Sheet sheet = sheet(
                upgrade(1).of("a").at(ControlLevel.NORMAL),
                upgrade(2).of("b").at(ControlLevel.HIGH),
                upgrade(3).of("c").at(ControlLevel.HIGH).critical(Criticality.HIGH),
                upgrade(4).of("d").at(ControlLevel.HIGH).back(Reversibility.NEVER),
                upgrade(5).of("e").at(ControlLevel.HIGH).on("x/main", "y/main"),
                upgrade(6).of("f").at(ControlLevel.EMERGENCY),
                upgrade(7).of("g").at(ControlLevel.LOW).needs("a"),
                upgrade(8).of("h").at(ControlLevel.LOW));

        assertThat(advisory.waiting(sheet))
                .extracting(proposal -> proposal.booking().system())
                .containsExactly("f", "c", "d", "e", "b", "a", "g", "h");
    }

    @Test
    void onlyWhatWaitsForItsApprovalAndOpensWithinTwoWeeksIsLookedAt() {
        Sheet sheet = sheet(
                upgrade(1).of("a").standing(State.APPROVED),
                upgrade(2).of("b").from(24 * 13, 24 * 13 + 4),
                upgrade(3).of("c").from(24 * 15, 24 * 15 + 4));

        assertThat(advisory.waiting(sheet))
                .extracting(proposal -> proposal.booking().system())
                .containsExactly("b");
        assertThat(advisory.later(sheet)).isEqualTo(1);
    }

    @Test
    void threeLinesSayWhatWhenAndTheWorstWithTheWayBack() {
        Proposal proposal = advisory.waiting(sheet(upgrade(1).by("erik").back(Reversibility.UNTIL_FIRST_WRITE)))
                .get(0);

        assertThat(proposal.what())
                .isEqualTo("order-service (production) is raised from 1.0 to 2.0 on 1 target, by method replace."
                        + " Why: better for everybody");
        assertThat(proposal.when())
                .isEqualTo(
                        "22 Nov 2026 22:00 CET to 23 Nov 2026 02:00 CET (4 h). erik carries it out; mia decides, else"
                                + " carl, at 01:30 at the latest");
        assertThat(proposal.worst())
                .isEqualTo("It fails, and its users cannot work until it is taken back, which takes 10 min as planned."
                        + " Way back: without loss until users write again; after that it loses everything written since"
                        + " the backup");
    }

    private static Sheet sheet(Bookings... made) {
        List<Booking> bookings = Stream.of(made).map(Bookings::made).toList();
        return new Sheet(
                ZoneId.of("Europe/Zurich"),
                Bookings.NIGHT,
                new MaintenanceWindow(Bookings.NIGHT, Bookings.NIGHT.plus(Duration.ofDays(1))),
                bookings,
                bookings,
                List.of(),
                List.of(),
                Collision.among(bookings, Set.of()),
                Sight.ofEverything("mia"));
    }
}

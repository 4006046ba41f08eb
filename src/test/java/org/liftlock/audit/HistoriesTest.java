package org.liftlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;

/** Whether these are all, what ran when, and who approved what. */
class HistoriesTest {

    private Register register;

    @BeforeEach
    void someUpgrades() {
        register = new Register(Rooms.cleared());
        register.add(1, "order-service", "erik", "RAISED", 0, "Customers get a record of their own");
        register.add(2, "order-service", "erik", "BACK_AS_BEFORE", 4, "Faster reports");
        register.add(3, "orders-db", "paula", "CANCELLED", 5, "Support has ended");
        register.given(3);
    }

    @Test
    void keysWithoutAGapAreCompleteAndTheCancelledOneCounts() {
        Population.Year year = year();

        assertThat(year.isComplete()).isTrue();
        assertThat(year.given()).isEqualTo(3);
        assertThat(year.cancelled()).isEqualTo(1);
        assertThat(year.endings())
                .containsEntry("RAISED", 1)
                .containsEntry("BACK_AS_BEFORE", 1)
                .containsEntry("CANCELLED", 1);
    }

    @Test
    void anUpgradeThatWasTakenAwayIsMissedAndTheRecordStillTellsOfIt() {
        register.rooms
                .jdbc
                .sql("delete from upgrade where upgrade_key = 'UPG-2026-0002'")
                .update();

        assertThat(year().isComplete()).isFalse();
        assertThat(year().missing()).singleElement().satisfies(gap -> {
            assertThat(gap.key()).isEqualTo("UPG-2026-0002");
            assertThat(gap.told()).startsWith("the record tells of it: requested by erik");
        });
    }

    @Test
    void anUpgradeUnderAKeyThatWasNeverGivenIsSeenThoughTheCountFits() {
        register.rooms
                .jdbc
                .sql("update upgrade set upgrade_key = 'UPG-2026-0017' where upgrade_key = 'UPG-2026-0002'")
                .update();

        assertThat(year().isComplete()).isFalse();
        assertThat(year().strange()).containsExactly("UPG-2026-0017");
        assertThat(year().missing()).extracting(Population.Gap::key).containsExactly("UPG-2026-0002");
    }

    @Test
    void thePageCountsAtMostOnceAMinute() {
        Population population = register.rooms.get(Population.class);
        register.rooms.clock.move(Duration.ofHours(1));
        population.latest();
        register.rooms
                .jdbc
                .sql("delete from upgrade where upgrade_key = 'UPG-2026-0002'")
                .update();

        register.rooms.clock.move(Duration.ofSeconds(59));
        Population.Counted before = population.latest();
        register.rooms.clock.move(Duration.ofSeconds(1));
        Population.Counted after = population.latest();

        assertThat(before.years().get(0).isComplete()).isTrue();
        assertThat(after.years().get(0).isComplete()).isFalse();
        assertThat(Duration.between(before.at(), after.at())).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whatRanOnADayIsTheLastReadingUntilThenBesideTheNextOne() {
        register.read("UPG-2026-0001", "orders1.example.com", "order-service", "1.0", Register.FIRST);
        register.read(
                "UPG-2026-0001",
                "orders1.example.com",
                "order-service",
                "2.0",
                Register.FIRST.plus(Duration.ofHours(2)));
        register.read(
                "UPG-2026-0002",
                "orders1.example.com",
                "order-service",
                "2.0",
                Register.FIRST.plus(Duration.ofDays(4)));
        VersionsThen versions = register.rooms.get(VersionsThen.class);

        assertThat(versions.on("order-service", LocalDate.of(2026, 3, 3)))
                .singleElement()
                .satisfies(part -> {
                    assertThat(part.before())
                            .hasValueSatisfying(
                                    read -> assertThat(read.version()).isEqualTo("2.0"));
                    assertThat(part.before())
                            .hasValueSatisfying(
                                    read -> assertThat(read.upgradeKey()).isEqualTo("UPG-2026-0001"));
                    assertThat(part.after())
                            .hasValueSatisfying(
                                    read -> assertThat(read.upgradeKey()).isEqualTo("UPG-2026-0002"));
                });
        assertThat(versions.on("order-service", LocalDate.of(2026, 2, 1)))
                .singleElement()
                .satisfies(part -> {
                    assertThat(part.before()).isEmpty();
                    assertThat(part.after())
                            .hasValueSatisfying(
                                    read -> assertThat(read.version()).isEqualTo("1.0"));
                });
        assertThat(versions.on("web-edge", LocalDate.of(2026, 3, 3))).isEmpty();
    }

    @Test
    void aPersonsApprovalsAreThoseOfSystemsInSight() {
        register.approve("UPG-2026-0001", "ana", "Go ahead");
        register.approve("UPG-2026-0003", "ana", "No remark");
        register.approve("UPG-2026-0002", "carl", "Not ana's");
        PersonHistory people = register.rooms.get(PersonHistory.class);

        List<PersonHistory.Approval> all = people.approvals("ana", Sight.ofEverything("otto"), Optional.empty(), 9);

        assertThat(all)
                .extracting(PersonHistory.Approval::upgradeKey)
                .containsExactly("UPG-2026-0003", "UPG-2026-0001");
        assertThat(people.approvals(
                        "ana",
                        Sight.ofEverything("otto"),
                        Optional.of(all.get(0).id()),
                        9))
                .extracting(PersonHistory.Approval::upgradeKey)
                .containsExactly("UPG-2026-0001");
        assertThat(people.approvals("ana", Sight.of(Set.of("orders-db"), "uma"), Optional.empty(), 9))
                .extracting(PersonHistory.Approval::upgradeKey)
                .containsExactly("UPG-2026-0003");
        assertThat(people.standing("ana", 9)).isEmpty();
    }

    private Population.Year year() {
        return register.rooms.get(Population.class).years().get(0);
    }
}

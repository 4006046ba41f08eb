package org.liftlock.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.Rooms;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.Stage;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.lifecycle.Windows;

class OrdersTest {

    private Rooms rooms;
    private Orders orders;
    private Directives directives;
    private Windows windows;
    private String key;

    @BeforeEach
    void anUpgradeInItsWindow() {
        rooms = Rooms.cleared();
        orders = rooms.get(Orders.class);
        directives = rooms.get(Directives.class);
        windows = rooms.get(Windows.class);
        key = rooms.request();
        windows.set(key, new MaintenanceWindow(Rooms.OPENS, Rooms.ENDS), "plan");
        rooms.clock.set(Rooms.ENDS.minus(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource({"go-on, GO_ON", "smaller-waves, GO_ON", "hold, HALT", "go-back, STOP_AND_GO_BACK"})
    void everyOrderIsWrittenDownAsWhatLaunchesRead(String order, Directive directive) {
        orders.give(key, order, 0, "mia");

        assertThat(directives.current(key)).isEqualTo(directive);
        assertThat(directives.lastGiven(key)).contains(rooms.clock.instant());
    }

    @Test
    void anOrderNobodyKnowsIsRefusedByName() {
        assertThatThrownBy(() -> orders.give(key, "panic", 0, "mia"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"panic\"");
    }

    @Test
    void anExtensionMovesTheEndAndAnswersWhatWasAsked() {
        orders.give(key, "extend", 30, "mia");

        assertThat(windows.of(key))
                .contains(new MaintenanceWindow(Rooms.OPENS, Rooms.ENDS.plus(Duration.ofMinutes(30))));
        assertThat(directives.lastGiven(key)).contains(rooms.clock.instant());
        assertThat(rooms.told(key, "ordered")).singleElement().asString().contains("extended by 30 minutes");
    }

    @Test
    void anExtensionIntoTheWindowOfASystemItDependsOnIsRefusedAndNothingIsWritten() {
        plannedOnTheDatabase(Rooms.ENDS.plus(Duration.ofMinutes(20)));

        assertThatThrownBy(() -> orders.give(key, "extend", 30, "mia"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("R33")
                .hasMessageContaining("orders-db");
        assertThat(windows.of(key)).contains(new MaintenanceWindow(Rooms.OPENS, Rooms.ENDS));
        assertThat(directives.lastGiven(key)).isEmpty();
    }

    @Test
    void anExtensionUpToTheMomentTheOtherBeginsIsTaken() {
        plannedOnTheDatabase(Rooms.ENDS.plus(Duration.ofMinutes(20)));

        orders.give(key, "extend", 20, "mia");

        assertThat(windows.of(key).orElseThrow().endsAt()).isEqualTo(Rooms.ENDS.plus(Duration.ofMinutes(20)));
    }

    @Test
    void theLongestExtensionEndsWhereTheNextConflictBeginsWhichIsNamed() {
        String other =
                plannedOnTheDatabase(Rooms.ENDS.plus(Duration.ofMinutes(40)).plusSeconds(50));
        windows.freeze("Sale", Optional.empty(), Rooms.ENDS.plusSeconds(7200), Rooms.ENDS.plusSeconds(9000), List.of());
        Extensions extensions = rooms.get(Extensions.class);

        assertThat(extensions.longest(key)).isEqualTo(Duration.ofMinutes(40));
        assertThat(extensions.limit(key).orElseThrow().what())
                .startsWith(other + " changes orders-db (production) from ");
        assertThatThrownBy(() -> extensions.check(key, Duration.ofMinutes(41)))
                .hasMessageStartingWith("R33")
                .hasMessageContaining(other + " changes orders-db")
                .hasMessageEndingWith("At most 40 minutes fit");
    }

    @Test
    void whereNothingElseIsPlannedFourHoursAreTheMostAtOnce() {
        Extensions extensions = rooms.get(Extensions.class);

        assertThat(extensions.limit(key)).isEmpty();
        assertThat(extensions.longest(key)).isEqualTo(Duration.ofHours(4));
        assertThatThrownBy(() -> extensions.check(key, Duration.ofMinutes(241))).hasMessageContaining("at most 240");
    }

    @Test
    void noExtensionOutlivesTheBackupThatTheWayBackNeeds() {
        UnitOfChange unit = rooms.unit(key, 1);
        Instant until = Rooms.ENDS.plus(Duration.ofMinutes(25));
        rooms.jdbc
                .sql("""
                        insert into backup (backup_id, upgrade_key, unit_id, item, attempt, location, digest, size_bytes,
                            point_in_time, writes_stopped_by, tool, store_version, keep_until, receipt, taken_at)
                        values ('b', ?, ?, 'orders', 1, '/b', 'd', 1, ?, 'stopped', 'h2', '1', ?, '{}', ?)
                        """)
                .params(
                        key,
                        unit.unitId(),
                        Timestamp.from(Rooms.OPENS),
                        Timestamp.from(until),
                        Timestamp.from(Rooms.OPENS))
                .update();
        Extensions extensions = rooms.get(Extensions.class);

        assertThat(extensions.longest(key)).isEqualTo(Duration.ofMinutes(25));
        assertThat(extensions.limit(key).orElseThrow().what()).startsWith("the backup of orders is kept until");
    }

    @Test
    void noExtensionIsOfferedWhereAFreezeFollows() {
        windows.freeze("Sale", Optional.empty(), Rooms.ENDS, Rooms.ENDS.plusSeconds(3600), List.of());

        assertThat(rooms.get(Extensions.class).longest(key)).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"0", "-15"})
    void anExtensionByNothingIsRefused(long minutes) {
        assertThatThrownBy(() -> orders.give(key, "extend", minutes, "mia"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Extend by how many minutes?");
    }

    @Test
    void moreTimeForAWayBackThatWasOrderedDoesNotCallItOff() {
        orders.give(key, "go-back", 0, "mia");

        orders.give(key, "extend", 30, "mia");

        assertThat(directives.current(key)).isEqualTo(Directive.STOP_AND_GO_BACK);
        assertThat(windows.of(key).orElseThrow().endsAt()).isEqualTo(Rooms.ENDS.plus(Duration.ofMinutes(30)));
    }

    @Test
    void moreTimeAfterAHoldGoesOn() {
        orders.give(key, "hold", 0, "mia");

        orders.give(key, "extend", 30, "mia");

        assertThat(directives.current(key)).isEqualTo(Directive.GO_ON);
    }

    @ParameterizedTest
    @CsvSource({
        "ROLL_BACK,     GO_ON,            false, go-back",
        "STOP_AND_HOLD, GO_ON,            false, hold",
        "GO_ON,         GO_ON,            false, go-on",
        "GO_ON,         GO_ON,            true,  hold",
        "GO_ON,         HALT,             false, hold",
        "ROLL_BACK,     HALT,             false, go-back",
        "GO_ON,         STOP_AND_GO_BACK, false, go-back",
        "STOP_AND_HOLD, STOP_AND_GO_BACK, true,  go-back"
    })
    void silenceDoesWhatWasAgreedButNeverCallsOffAnOrderOrGoesOnAfterAFailure(
            NoAnswer agreed, Directive inForce, boolean failed, String order) {
        assertThat(TakeAgreedDefault.order(agreed, inForce, failed)).isEqualTo(order);
    }

    private String plannedOnTheDatabase(Instant opens) {
        String other = rooms.request();
        rooms.jdbc
                .sql("update upgrade set system_id = 'orders-db' where upgrade_key = ?")
                .param(other)
                .update();
        rooms.get(Upgrades.class).enter(other, Stage.WAITING);
        windows.set(other, new MaintenanceWindow(opens, opens.plus(Duration.ofHours(1))), "plan");
        return other;
    }
}

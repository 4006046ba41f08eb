package org.liftlock.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftlock.Rooms;
import org.liftlock.TestDatabases;

class WindowsTest {

    private static final MaintenanceWindow NIGHT = new MaintenanceWindow(Rooms.OPENS, Rooms.ENDS);

    private Rooms rooms;
    private Windows windows;
    private String key;

    @BeforeEach
    void anUpgrade() {
        rooms = Rooms.cleared();
        windows = rooms.get(Windows.class);
        key = rooms.request();
    }

    @Test
    void theNewestWindowCountsAndTheSameAgainIsNoNewOne() {
        var later = new MaintenanceWindow(Rooms.ENDS, Rooms.ENDS.plusSeconds(60));

        windows.set(key, NIGHT, "plan");
        windows.set(key, NIGHT, "plan");
        windows.set(key, later, "mia");

        assertThat(windows.of(key)).contains(later);
        assertThat(rooms.told(key, "window")).hasSize(2);
    }

    @Test
    void itOpensAtItsBeginningAndIsOverAtItsEnd() {
        assertThat(NIGHT.opened(Rooms.OPENS.minusNanos(1))).isFalse();
        assertThat(NIGHT.opened(Rooms.OPENS)).isTrue();
        assertThat(NIGHT.over(Rooms.ENDS.minusNanos(1))).isFalse();
        assertThat(NIGHT.over(Rooms.ENDS)).isTrue();
        assertThat(NIGHT.left(Rooms.ENDS.plusSeconds(1))).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"order-service, true", "orders-db, true", "web-shop, true", "payroll, false"})
    void anotherUpgradeOfTheSystemOrOneThatIsConnectedIsAConflict(String system, boolean conflict) {
        planned(system, NIGHT, Stage.WAITING);

        assertThat(windows.conflicts(key, NIGHT)).hasSize(conflict ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"ASSESSMENT, 0", "PREPARATION, 1", "WAITING, 1", "EXECUTION, 1", "CLOSED, 0"})
    void onlyAnUpgradeThatMayStillChangeSomethingIsAConflict(Stage stage, int conflicts) {
        planned("orders-db", NIGHT, stage);

        assertThat(windows.conflicts(key, NIGHT)).hasSize(conflicts);
    }

    @Test
    void windowsThatOnlyTouchAreNoConflict() {
        planned("orders-db", new MaintenanceWindow(Rooms.ENDS, Rooms.ENDS.plusSeconds(60)), Stage.WAITING);
        planned("orders-db", new MaintenanceWindow(Rooms.OPENS.minusSeconds(60), Rooms.OPENS), Stage.WAITING);

        assertThat(windows.conflicts(key, NIGHT)).isEmpty();
    }

    @Test
    void aWindowThatWasMovedAwayIsNoConflict() {
        String other = planned("orders-db", NIGHT, Stage.WAITING);
        windows.set(other, new MaintenanceWindow(Rooms.ENDS, Rooms.ENDS.plusSeconds(60)), "mia");

        assertThat(windows.conflicts(key, NIGHT)).isEmpty();
    }

    @Test
    void anUpgradeIsNoConflictOfItself() {
        windows.set(key, NIGHT, "plan");
        rooms.get(Upgrades.class).enter(key, Stage.WAITING);

        assertThat(windows.conflicts(key, NIGHT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFreezeOfOneSystemOrOfAllIsAConflictUnlessTheReasonIsExempt(TestDatabases databases) {
        Rooms own = Rooms.on(databases.migrated());
        Windows calendar = own.get(Windows.class);
        String asked = own.request();

        calendar.freeze("Sale", Optional.empty(), Rooms.OPENS, Rooms.ENDS, List.of("SECURITY_FIX"));
        calendar.freeze("Stock", Optional.of("orders-db"), Rooms.OPENS, Rooms.ENDS, List.of());
        calendar.freeze("Audit", Optional.of("payroll"), Rooms.OPENS, Rooms.ENDS, List.of());
        calendar.freeze("Tests", Optional.empty(), Rooms.OPENS, Rooms.ENDS, List.of("FEATURE", "PERFORMANCE"));

        assertThat(calendar.conflicts(asked, NIGHT))
                .hasSize(2)
                .anyMatch(conflict -> conflict.startsWith("change freeze \"Sale\" lasts until 2026-11-19"))
                .anyMatch(conflict -> conflict.startsWith("change freeze \"Stock\""));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-19T22:59:00Z, 0",
        "2026-12-19T23:01:00Z, 1",
        "2027-01-03T22:30:00Z, 1",
        "2027-01-03T23:00:00Z, 0"
    })
    void aFreezeTheSiteDescribesHoldsFromItsFirstDayThroughItsLastWhereTheSiteIs(Instant ends, int conflicts) {
        rooms.describeSite("""
                site: harbour
                time_zone: Europe/Zurich
                calendars: {stock-taking: {freeze: {from: 2026-12-20, to: 2027-01-03}, except: [security-fix]}}
                """);
        var window = conflicts == 0 && ends.isAfter(Instant.parse("2027-01-01T00:00:00Z"))
                ? new MaintenanceWindow(ends, ends.plusSeconds(60))
                : new MaintenanceWindow(ends.minusSeconds(120), ends);

        assertThat(windows.conflicts(key, window)).hasSize(conflicts);
    }

    @Test
    void aFreezeTheSiteDescribesLetsThroughTheReasonsItExcepts() {
        rooms.describeSite("""
                site: harbour
                calendars: {stock-taking: {freeze: {from: 2026-11-01, to: 2026-11-30}, except: [feature]}}
                """);

        assertThat(windows.conflicts(key, NIGHT)).isEmpty();
    }

    private String planned(String system, MaintenanceWindow window, Stage stage) {
        String other = rooms.request();
        rooms.jdbc
                .sql("update upgrade set system_id = ? where upgrade_key = ?")
                .params(system, other)
                .update();
        rooms.get(Upgrades.class).enter(other, stage);
        windows.set(other, window, "plan");
        return other;
    }
}

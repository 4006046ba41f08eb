package org.liftlock.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.Rooms;
import org.liftlock.lifecycle.ControlLevel;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.lifecycle.Windows;
import org.liftlock.naming.TargetId;

class SealingTest {

    private Rooms rooms;
    private Sealing sealing;
    private Units units;
    private String key;

    @BeforeEach
    void fourTargetsWithoutStores() {
        rooms = Rooms.cleared();
        sealing = rooms.get(Sealing.class);
        units = rooms.get(Units.class);
        describe("none", "");
    }

    private void describe(String stores, String more) {
        rooms.describe(4, stores, more);
        key = rooms.request();
        rooms.get(Plans.class).write(key, rooms.plan(key), "mia");
    }

    @Test
    void targetsThatShareNothingAreUnitsOfTheirOwn() {
        sealing.seal(key, 1);

        assertThat(formed()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void carriersOfOneStoreAreRaisedTogether() {
        describe(
                "{orders: {where: [orders1.example.com, orders3.example.com], " + BACKUP + "},"
                        + " mails: {where: [orders2.example.com], " + BACKUP + "},"
                        + " logs: {where: [orders4.example.com], " + BACKUP + "}}",
                "");

        sealing.seal(key, 1);

        assertThat(formed()).containsExactlyInAnyOrder("13", "2", "4");
    }

    @Test
    void storesThatShareACarrierJoinAllTheirTargetsInTheirOrder() {
        describe(
                "{orders: {where: [orders1.example.com, orders4.example.com], " + BACKUP + "},"
                        + " mails: {where: [orders2.example.com, orders4.example.com], " + BACKUP + "},"
                        + " logs: {where: [orders3.example.com], " + BACKUP + "}}",
                "");

        sealing.seal(key, 1);

        assertThat(formed()).containsExactlyInAnyOrder("124", "3");
    }

    @Test
    void aStoreThatNamesNoTargetIsCarriedByAll() {
        describe("{orders: {" + BACKUP + "}}", "");

        sealing.seal(key, 1);

        assertThat(formed()).containsExactly("1234");
    }

    @Test
    void whereMixedVersionsAreForbiddenAllTargetsAreOneUnit() {
        describe("none", "rollout: {together: true}");

        sealing.seal(key, 1);

        assertThat(formed()).containsExactly("1234");
    }

    @Test
    void targetsThatTheRequestPutsInOrderAreOneUnit() {
        rooms.describe(4, "none", "replica: {hold: {run: [hold]}}");
        rooms.redescribe(
                "{\"orders[1-4].example.com\": {}}",
                "{orders1.example.com: {role: primary}, orders2.example.com: {}, orders3.example.com: {role: replica},"
                        + " orders4.example.com: {}}");
        key = rooms.request("order: [{role: replica, do: hold}, {role: primary, do: apply}]");
        rooms.get(Plans.class).write(key, rooms.plan(key), "mia");

        sealing.seal(key, 1);

        assertThat(formed()).containsExactly("31", "2", "4");
    }

    @Test
    void sealingAgainFormsNoSecondUnitForATargetThatStillWaits() {
        sealing.seal(key, 1);
        sealing.seal(key, 1);

        assertThat(formed()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void inASecondWindowOnlyWhatIsNotRaisedGetsANewUnit() {
        sealing.seal(key, 1);
        List<UnitOfChange> first = units.of(key);
        units.ended(first.get(0).unitId(), Result.RAISED);
        units.ended(first.get(1).unitId(), Result.UNTOUCHED);
        units.ended(first.get(2).unitId(), Result.BACK);
        units.ended(first.get(3).unitId(), Result.NEEDS_REPAIR);

        sealing.seal(key, 1);

        assertThat(formed()).containsExactly("1", "2", "3", "4", "2", "3");
    }

    @Test
    void sealingBooksTheWindowAndNotesHowManyHaveToApprove() {
        sealing.seal(key, 2);

        assertThat(rooms.get(Windows.class).of(key)).contains(new MaintenanceWindow(Rooms.OPENS, Rooms.ENDS));
        assertThat(rooms.jdbc
                        .sql("select approvals_needed from upgrade where upgrade_key = ?")
                        .param(key)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aNewPlanLiftsAnEarlierOrderToStop() {
        rooms.get(Directives.class).give(key, Directive.STOP_AND_GO_BACK, "not tonight", "mia");

        sealing.seal(key, 1);

        assertThat(rooms.get(Directives.class).current(key)).isEqualTo(Directive.GO_ON);
    }

    @Test
    void withoutAnOrderToLiftNoneIsGiven() {
        sealing.seal(key, 1);

        assertThat(rooms.get(Directives.class).lastGiven(key)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LOW, 0", "NORMAL, 1", "EMERGENCY, 1", "HIGH, 2"})
    void howManyUsersSignOffFollowsFromTheControlLevel(ControlLevel level, int needed) {
        rooms.get(Upgrades.class).control(key, level, "as decided", "P1D", "approvers");

        assertThat(sealing.signOffs(key)).isEqualTo(needed);
    }

    @Test
    void withoutAControlLevelTheHighestIsMeant() {
        assertThat(sealing.signOffs(key)).isEqualTo(2);
    }

    private static final String BACKUP = "backup: {with: files, paths: [/srv/orders]}";

    /** The targets of each unit by number. */
    private List<String> formed() {
        return units.of(key).stream()
                .map(unit -> unit.targets().stream()
                        .map(TargetId::host)
                        .map(host -> host.substring("orders".length(), "orders".length() + 1))
                        .reduce("", String::concat))
                .toList();
    }
}

package org.liftlock.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.lifecycle.UnitOfChange.Item;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.naming.TargetId;

class UnitsTest {

    private static final String STORES = "{orders: {backup: {with: files, paths: [/srv/orders]}},"
            + " mails: {where: [orders1.example.com], backup: {with: files, paths: [/srv/mails]}}}";

    private Rooms rooms;
    private Units units;
    private String key;

    @BeforeEach
    void twoTargetsThatCarryOneStoreTogether() {
        rooms = Rooms.cleared();
        rooms.describe(2, STORES, "");
        units = rooms.get(Units.class);
        key = rooms.request();
    }

    @Test
    void itemsAreNumberedFromOneWithoutGapsAndConfigurationIsTheLast() {
        UnitOfChange unit = rooms.unit(key, 1, 2);

        assertThat(unit.items())
                .containsExactly(
                        new Item(1, "order-service/production/mails", "files"),
                        new Item(2, "order-service/production/orders", "files"),
                        new Item(3, "order-service/production/configuration", "files"));
        assertThat(rooms.jdbc
                        .sql("select item_count from unit_of_change where unit_id = ?")
                        .param(unit.unitId())
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void aSystemWithoutStoresHasItsConfigurationToBackUp() {
        rooms.describe(1, "none", "");

        assertThat(rooms.unit(key, 1).items())
                .containsExactly(new Item(1, "order-service/production/configuration", "files"));
    }

    @Test
    void aUnitIsReadBackWithItsTargetsInTheirOrder() {
        UnitOfChange unit = rooms.unit(key, 2, 1);

        assertThat(unit.targets()).containsExactly(Rooms.target(2), Rooms.target(1));
        assertThat(units.find(unit.unitId())).isEqualTo(unit);
        assertThat(unit.unitId()).isEqualTo(key + ".u1");
    }

    @Test
    void unitsToRehearseAreCountedOnTheirOwn() {
        UnitOfChange raised = rooms.unit(key, 1, 2);
        UnitOfChange rehearsed =
                units.form(key, "staging", Mode.REHEARSE, List.of(TargetId.parse("staging.example.com")));

        assertThat(rehearsed.unitId()).isEqualTo(key + ".r1");
        assertThat(units.newestToRaise(key)).containsExactly(raised);
    }

    @Test
    void aLaterUnitOfTheSameTargetsTakesThePlaceOfTheEarlierOne() {
        UnitOfChange first = rooms.unit(key, 1);
        UnitOfChange other = rooms.unit(key, 2);
        units.ended(first.unitId(), Result.UNTOUCHED);

        UnitOfChange again = rooms.unit(key, 1);

        assertThat(units.newestToRaise(key)).containsExactly(other, again);
        assertThat(units.of(key)).hasSize(3);
    }

    @Test
    void asBeforeTheNewVersionMeansTheOldOne() {
        rooms.redescribe("{run: [raise]}", "{run: [raise, \"${to.version}\"]}");
        UnitOfChange unit = rooms.unit(key, 1, 2);

        assertThat(units.describe(unit).get(0).apply().toString()).contains("2.0");
        assertThat(units.describeAsBefore(unit).get(0).apply().toString())
                .contains("1.0")
                .doesNotContain("2.0");
    }

    @Test
    void onceRaisedTheMajorVersionThatRunsIsTheNewOne() {
        rooms.redescribe("{run: [raise]}", "{run: [raise, \"${from.major}\", \"${major}\"]}");
        UnitOfChange unit = rooms.unit(key, 1);

        assertThat(units.describe(unit).get(0).apply().get(0).arguments()).containsExactly("raise", "1", "1");
        assertThat(units.describeAsRaised(unit).get(0).apply().get(0).arguments())
                .containsExactly("raise", "1", "2");
    }
}

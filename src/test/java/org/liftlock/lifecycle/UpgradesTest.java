package org.liftlock.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftlock.Rooms;
import org.liftlock.TestDatabases;
import org.liftlock.descriptor.InvalidDescription;

class UpgradesTest {

    private Rooms rooms;
    private Upgrades upgrades;

    @BeforeEach
    void noUpgradeYet() {
        rooms = Rooms.cleared();
        upgrades = rooms.get(Upgrades.class);
    }

    @Test
    void keysAreCountedByYear() {
        assertThat(rooms.request()).isEqualTo("UPG-2026-0001");
        assertThat(rooms.request()).isEqualTo("UPG-2026-0002");

        rooms.clock.set(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(rooms.request()).isEqualTo("UPG-2027-0001");
    }

    @Test
    void aRequestThatIsRolledBackLeavesNoGap() {
        rooms.request();

        rooms.transaction().executeWithoutResult(status -> {
            assertThat(rooms.request()).isEqualTo("UPG-2026-0002");
            status.setRollbackOnly();
        });

        assertThat(upgrades.look("UPG-2026-0002")).isEmpty();
        assertThat(rooms.request()).isEqualTo("UPG-2026-0002");
    }

    @Test
    void aRequestThatDoesNotFitItsDescriptionUsesUpNoKey() {
        assertThatThrownBy(() -> rooms.request("method: teleport\n")).isInstanceOf(InvalidDescription.class);

        assertThat(rooms.request()).isEqualTo("UPG-2026-0001");
    }

    @ParameterizedTest
    @EnumSource
    void theFirstRequestsOfAYearMayComeTogether(TestDatabases databases) throws Exception {
        Rooms own = Rooms.on(databases.migrated());
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Callable<String>> requests = IntStream.range(0, 6)
                .<Callable<String>>mapToObj(number -> own::request)
                .toList();

        List<String> keys = new ArrayList<>();
        for (Future<String> key : threads.invokeAll(requests)) {
            keys.add(key.get());
        }
        threads.shutdown();

        assertThat(keys)
                .containsExactlyInAnyOrder(
                        "UPG-2026-0001",
                        "UPG-2026-0002",
                        "UPG-2026-0003",
                        "UPG-2026-0004",
                        "UPG-2026-0005",
                        "UPG-2026-0006");
    }

    @Test
    void aRequestIsReadBackAsItWasAsked() {
        String key = rooms.request("tickets: [SHOP-7]\n");

        Upgrade upgrade = upgrades.find(key);

        assertThat(upgrade.title()).isEqualTo("order-service 1.0 to 2.0");
        assertThat(upgrade.requestedBy()).isEqualTo("erik");
        assertThat(upgrade.request().tickets()).containsExactly("SHOP-7");
        assertThat(upgrade.stage()).isEqualTo(Stage.ASSESSMENT);
        assertThat(upgrade.requestedAt()).isEqualTo(rooms.clock.instant());
        assertThat(upgrade.outcome()).isEmpty();
    }

    @Test
    void anUpgradeIsDescribedAsTheSystemIsDescribedNow() {
        String key = rooms.request();

        rooms.redescribe("name: Order service", "name: Orders");

        assertThat(upgrades.describe(key).name()).isEqualTo("Orders");
    }

    @Test
    void withoutAControlLevelOneGroupApprovesAndADayIsWatched() {
        String key = rooms.request();

        assertThat(upgrades.approverRoles(key)).containsExactly("approvers");
        assertThat(upgrades.monitoring(key)).isEqualTo(Duration.ofDays(1));
        assertThat(upgrades.waveLimit(key)).isEmpty();
    }

    @Test
    void aControlLevelSaysWhoApprovesAndHowLongIsWatched() {
        String key = rooms.request();

        upgrades.control(key, ControlLevel.HIGH, "a feature of a vital system", "P7D", "approvers, change-managers");

        assertThat(upgrades.approverRoles(key)).containsExactly("approvers", "change-managers");
        assertThat(upgrades.monitoring(key)).isEqualTo(Duration.ofDays(7));
        assertThat(upgrades.find(key).controlLevel()).contains(ControlLevel.HIGH);
        assertThat(rooms.told(key, "control-level")).containsExactly("Control level high: a feature of a vital system");
    }

    @Test
    void anUpgradeNobodyKnowsIsNamed() {
        assertThatThrownBy(() -> upgrades.find("UPG-2026-0042"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UPG-2026-0042");
    }
}

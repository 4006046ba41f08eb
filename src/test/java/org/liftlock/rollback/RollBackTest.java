package org.liftlock.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.backup.BackupLedger;
import org.liftlock.backup.ItemName;
import org.liftlock.backup.StoreProviders;
import org.liftlock.backup.StoredBackup;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepWork;
import org.liftlock.launcher.Command;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.mockito.Mockito;

class RollBackTest {

    @Test
    void withoutAProvenBackupNothingIsCalledPutBack() {
        // given
        Rooms rooms = Rooms.cleared();
        String key = rooms.request();
        String unit = rooms.unit(key, 1).unitId();
        BackupLedger ledger = Mockito.mock(BackupLedger.class);
        Mockito.when(ledger.newestPassed(Mockito.any(), Mockito.any())).thenReturn(List.of());
        Step step = Mockito.mock(Step.class);
        Mockito.when(step.upgradeKey()).thenReturn(key);
        Mockito.when(step.unit()).thenReturn(unit);

        // when
        StepWork work = new RollBack(
                        rooms.get(Upgrades.class), rooms.get(Units.class), ledger, Mockito.mock(StoreProviders.class))
                .prepare(step);

        // then
        assertThat(work)
                .isInstanceOfSatisfying(
                        StepWork.Known.class,
                        known -> assertThat(known.toString())
                                .contains("FAILED", "No backup of order-service/production/configuration was proven"));
    }

    @Test
    void aSharedStoreIsPutBackBeforeAnyOtherTargetStartsOnIt() {
        // given: two targets carry the store, the second one took its backup
        Rooms rooms = Rooms.cleared();
        rooms.describe(
                2,
                "{orders: {where: [\"orders[1-2].example.com\"], backup: {with: files, paths: [/srv/orders]},"
                        + " compare: {content: all}}}",
                "operations: {stop: {run: [stop]}, start: {run: [start]}}");
        String key = rooms.request();
        String unit = rooms.unit(key, 1, 2).unitId();
        BackupLedger ledger = Mockito.mock(BackupLedger.class);
        StoredBackup store = backup("order-service/production/orders", 2);
        List<StoredBackup> configuration = List.of(
                backup("order-service/production/configuration", 1),
                backup("order-service/production/configuration", 2));
        Mockito.when(ledger.newestPassed(unit, ItemName.parse("order-service/production/orders")))
                .thenReturn(List.of(store));
        Mockito.when(ledger.newestPassed(unit, ItemName.parse("order-service/production/configuration")))
                .thenReturn(configuration);
        StoreProviders providers = Mockito.mock(StoreProviders.class, Mockito.RETURNS_DEEP_STUBS);
        Mockito.when(providers.of(Mockito.any()).restore(Mockito.any(), Mockito.any()))
                .thenReturn(List.of(Command.of("restore")));
        Step step = Mockito.mock(Step.class);
        Mockito.when(step.upgradeKey()).thenReturn(key);
        Mockito.when(step.unit()).thenReturn(unit);

        // when
        StepWork work =
                new RollBack(rooms.get(Upgrades.class), rooms.get(Units.class), ledger, providers).prepare(step);

        // then
        assertThat(((StepWork.Effects) work).orders())
                .extracting(order -> order.turn() + " " + order.target().host())
                .containsExactlyInAnyOrder("0 orders2.example.com", "1 orders1.example.com");
    }

    private static StoredBackup backup(String item, int target) {
        StoredBackup backup = Mockito.mock(StoredBackup.class, Mockito.RETURNS_DEEP_STUBS);
        Mockito.when(backup.receipt().facts().item()).thenReturn(ItemName.parse(item));
        Mockito.when(backup.receipt().facts().target()).thenReturn(Rooms.target(target));
        return backup;
    }
}

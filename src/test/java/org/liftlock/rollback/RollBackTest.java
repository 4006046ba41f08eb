package org.liftlock.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.backup.BackupLedger;
import org.liftlock.backup.StoreProviders;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepWork;
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
}

package org.liftlock.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepWork;
import org.liftlock.inventory.InventoryReader;
import org.liftlock.inventory.InventoryRequest;
import org.liftlock.inventory.Moment;
import org.liftlock.lifecycle.Units;
import org.liftlock.verification.UnitChecks;
import org.liftlock.verification.Verdict;
import org.mockito.ArgumentCaptor;

class VerifyRollbackTest {

    @Test
    void theVersionIsReadBackBehindTheWayBack() {
        // given
        Rooms rooms = Rooms.cleared();
        rooms.describe(1, "none", "versions: {server: {file: /opt/orders/VERSION}}");
        String key = rooms.request();
        Step step = mock(Step.class);
        when(step.upgradeKey()).thenReturn(key);
        when(step.unit()).thenReturn(rooms.unit(key, 1).unitId());
        UnitChecks checks = mock(UnitChecks.class);
        when(checks.run(any(), any())).thenReturn(Verdict.of(List.of()));
        InventoryReader inventory = mock(InventoryReader.class);

        // when
        StepWork work = new VerifyRollback(checks, rooms.get(Units.class), inventory).prepare(step);
        ((StepWork.Reading) work).work().get();

        // then
        ArgumentCaptor<InventoryRequest> read = ArgumentCaptor.forClass(InventoryRequest.class);
        verify(inventory).captureVersions(read.capture());
        assertThat(read.getValue().moment()).isEqualTo(Moment.BACK);
        assertThat(read.getValue().what().target()).isEqualTo(Rooms.target(1));
    }
}

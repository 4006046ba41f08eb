package org.liftlock.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.backup.BackupLedger;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.StepWork;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;

class RaisedTargetsTest {

    private final Rooms rooms = Rooms.cleared();
    private final BackupLedger ledger = mock(BackupLedger.class);
    private final RaisedTargets raised = new RaisedTargets(rooms.get(Units.class), ledger);
    private String key;
    private UnitOfChange unit;

    @BeforeEach
    void aPrimaryWithAReplicaThatIsHeldUntilSignOff() {
        rooms.describe(2, "none", "replica: {hold: {run: [hold]}, rebuild: {run: [rebuild]}}");
        rooms.redescribe(
                "{\"orders[1-2].example.com\": {}}",
                "{orders1.example.com: {role: primary}, orders2.example.com: {role: replica}}");
        key = rooms.request("""
                order:
                  - {role: replica, do: hold}
                  - {role: primary, do: apply}
                  - {role: replica, do: rebuild, after: sign-off}
                """);
        unit = rooms.unit(key, 2, 1);
        when(ledger.proofOf(any(), any())).thenReturn(Optional.of(new StepWork.Proof("p", unit.unitId(), key, 1)));
    }

    @Test
    void whatWasHeldIsRebuiltWhereItsUnitWasRaisedAndWithItsProof() {
        // given
        rooms.get(Units.class).ended(unit.unitId(), Result.RAISED);

        // when
        List<StepWork.Order> orders = raised.orders(key, TargetDescription::afterSignOff);

        // then
        assertThat(orders).hasSize(1);
        assertThat(orders.get(0).target()).isEqualTo(Rooms.target(2));
        assertThat(orders.get(0).commands().get(0).arguments()).containsExactly("rebuild");
        assertThat(orders.get(0).proof()).isPresent();
    }

    @Test
    void whatWasTakenBackIsNotRebuilt() {
        // given
        rooms.get(Units.class).ended(unit.unitId(), Result.BACK);

        // then
        assertThat(raised.any(key)).isFalse();
        assertThat(raised.orders(key, TargetDescription::afterSignOff)).isEmpty();
    }

    @Test
    void whatIsHeldIsNotInUse() {
        // then
        assertThat(rooms.get(Units.class).describeInUse(unit))
                .extracting(TargetDescription::target)
                .containsExactly(Rooms.target(1));
    }
}

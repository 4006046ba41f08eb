package org.liftlock.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.MovableClock;
import org.liftlock.Rooms;
import org.liftlock.backup.BackupLedger;
import org.liftlock.effect.EffectOutcome;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Effects;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepOutcome;
import org.liftlock.effect.StepWork;
import org.liftlock.inventory.InventoryReader;
import org.liftlock.inventory.InventoryRequest;
import org.liftlock.inventory.Moment;
import org.liftlock.launcher.RunState;
import org.liftlock.lifecycle.Units;
import org.mockito.ArgumentCaptor;

class ApplyUpgradeTest {

    private static final EffectOutcome SILENT =
            new EffectOutcome.Unknown(RunState.Doubt.NO_ANSWER, "the target does not answer");

    private final InventoryReader inventory = mock(InventoryReader.class);
    private final BackupLedger ledger = mock(BackupLedger.class);
    private final Effects effects = mock(Effects.class);
    private ApplyUpgrade applying;
    private Step step;
    private String key;

    @BeforeEach
    void aUnitOfTwoTargets() {
        Rooms rooms = Rooms.cleared();
        rooms.describe(2, "none", "versions: {server: {file: /opt/orders/VERSION}}");
        String key = rooms.request();
        String unit = rooms.unit(key, 1, 2).unitId();
        when(ledger.usableProof(any(), any())).thenReturn(Optional.empty());
        applying = new ApplyUpgrade(rooms.get(Units.class), ledger, inventory, effects);
        step = new Step(
                "step-1", key, Optional.of(unit), "apply-upgrade", "apply-upgrade", "process", "task", 1, Map.of());
    }

    @Test
    void theVersionIsReadBackWhereNobodyKnowsHowApplyEndedAndOnlyThere() {
        // when
        StepAnswer answer = applying.conclude(step, List.of(on(1, new EffectOutcome.Succeeded()), on(2, SILENT)));

        // then
        assertThat(answer.outcome()).isEqualTo(StepOutcome.UNKNOWN);
        ArgumentCaptor<InventoryRequest> read = ArgumentCaptor.forClass(InventoryRequest.class);
        verify(inventory).captureVersions(read.capture());
        assertThat(read.getValue().moment()).isEqualTo(Moment.IN_DOUBT);
        assertThat(read.getValue().what().target()).isEqualTo(Rooms.target(2));
        assertThat(read.getValue().what().versions()).containsOnlyKeys("server");
    }

    @Test
    void theVersionIsReadBackWhereApplyBrokeOffToo() {
        // when
        applying.conclude(step, List.of(on(1, new EffectOutcome.Failed("exit code 1"))));

        // then
        ArgumentCaptor<InventoryRequest> read = ArgumentCaptor.forClass(InventoryRequest.class);
        verify(inventory).captureVersions(read.capture());
        assertThat(read.getValue().what().target()).isEqualTo(Rooms.target(1));
    }

    @Test
    void whatIsDoneOrNeverBeganIsNotReadBack() {
        // when
        applying.conclude(
                step,
                List.of(on(1, new EffectOutcome.Succeeded()), on(2, new EffectOutcome.NeverStarted("no artefact"))));

        // then
        verify(inventory, never()).captureVersions(any());
    }

    @Test
    void aRefusalBeforeAnythingBeganLetsUsersInAgain() {
        // when
        StepAnswer answer = applying.conclude(step, List.of(on(1, new EffectOutcome.Refused("R31: no window"))));

        // then
        assertThat(answer.outcome()).isEqualTo(StepOutcome.REFUSED);
    }

    @Test
    void aRefusalOfASecondAttemptIsNotTakenForAnUntouchedSystem() {
        // given
        when(effects.applyStarted(step.unit())).thenReturn(true);

        // when
        StepAnswer answer = applying.conclude(step, List.of(on(1, new EffectOutcome.Refused("R31: no window"))));
        StepWork withoutProof = applying.prepare(step);

        // then
        assertThat(answer.outcome()).isEqualTo(StepOutcome.FAILED);
        assertThat(answer.summary()).contains("had begun").contains("R31: no window");
        assertThat(((StepWork.Known) withoutProof).answer().outcome()).isEqualTo(StepOutcome.FAILED);
    }

    @Test
    void ofSeveralTargetsTheFirstIsRaisedAloneAndThenTheRest() {
        // given
        Rooms rooms = Rooms.cleared();
        rooms.describe(3, "none", "");
        proven(rooms, "");

        // then
        assertThat(turns(rooms, 1, 2, 3))
                .containsExactly("0 orders1 [raise]", "1 orders2 [raise]", "1 orders3 [raise]");
    }

    @Test
    void theOrderOfTheRequestSaysWhoseTurnItIs() {
        // given: a replica is held, the primary raised, another part of the replica done behind it
        Rooms rooms = Rooms.cleared();
        rooms.describe(2, "none", "replica: {hold: {run: [hold]}, follow: {run: [follow]}, rebuild: {run: [rebuild]}}");
        rooms.redescribe(
                "{\"orders[1-2].example.com\": {}}",
                "{orders1.example.com: {role: primary}, orders2.example.com: {role: replica}}");
        proven(rooms, """
                order:
                  - {role: replica, do: hold}
                  - {role: primary, do: apply}
                  - {role: replica, do: follow}
                  - {role: replica, do: rebuild, after: sign-off}
                """);

        // then
        assertThat(turns(rooms, 1, 2))
                .containsExactlyInAnyOrder("0 orders2 [hold]", "2 orders1 [raise]", "4 orders2 [follow]");
    }

    private void proven(Rooms rooms, String request) {
        key = rooms.request(request);
        when(ledger.usableProof(any(), any())).thenReturn(Optional.of(new StepWork.Proof("p", "u", key, 1)));
    }

    private List<String> turns(Rooms rooms, Integer... targets) {
        String unit = rooms.unit(key, targets).unitId();
        Step applyingThem = new Step(
                "step-2", key, Optional.of(unit), "apply-upgrade", "apply-upgrade", "process", "task", 1, Map.of());
        StepWork work = new ApplyUpgrade(rooms.get(Units.class), ledger, inventory, effects).prepare(applyingThem);
        return ((StepWork.Effects) work)
                .orders().stream()
                        .map(order -> order.turn() + " " + order.target().host().replace(".example.com", " ")
                                + order.commands().get(0).arguments())
                        .toList();
    }

    private static EffectResult on(int target, EffectOutcome outcome) {
        Instant now = MovableClock.START;
        return new EffectResult("effect-" + target, Rooms.target(target), outcome, Optional.of(now), now);
    }
}

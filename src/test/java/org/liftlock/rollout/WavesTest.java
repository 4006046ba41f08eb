package org.liftlock.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.TargetId;

class WavesTest {

    private Rooms rooms;
    private Waves waves;
    private Units units;
    private Directives directives;
    private String key;
    private List<String> unitIds;

    @BeforeEach
    void eightTargets() {
        rooms = Rooms.cleared();
        waves = rooms.get(Waves.class);
        units = rooms.get(Units.class);
        directives = rooms.get(Directives.class);
        eightTargets("pilot: orders3.example.com, batch: 3");
    }

    private void eightTargets(String rollout) {
        rooms.describe(8, "none", "rollout: {" + rollout + "}");
        key = rooms.request();
        unitIds = IntStream.rangeClosed(1, 8)
                .mapToObj(number -> rooms.unit(key, number).unitId())
                .toList();
    }

    @Test
    void thePilotGoesFirstAndAloneThenBatchesInTheirOrder() {
        assertThat(wave(Result.RAISED)).containsExactly(3);
        assertThat(wave(Result.RAISED)).containsExactly(1, 2, 4);
        assertThat(wave(Result.RAISED)).containsExactly(5, 6, 7);
        assertThat(wave(Result.RAISED)).containsExactly(8);
        assertThat(waves.next(key, false)).isEqualTo(Waves.Next.of("none-left"));
        assertThat(waves.sum(key)).isEqualTo("all-raised");
    }

    @Test
    void withoutANamedPilotTheFirstTargetGoesFirstAndAlone() {
        eightTargets("batch: 4");

        assertThat(wave(Result.RAISED)).containsExactly(1);
        assertThat(wave(Result.RAISED)).containsExactly(2, 3, 4, 5);
    }

    @Test
    void aWaveLeavesAsManyInServiceAsTheDescriptionKeepsUp() {
        eightTargets("batch: 4, keep_up: 6, stop_after: 2");
        wave(Result.RAISED);

        assertThat(wave(Result.RAISED)).containsExactly(2, 3);
    }

    @Test
    void whatNeedsRepairIsNotInService() {
        eightTargets("batch: 4, keep_up: 6, stop_after: 2");
        wave(Result.NEEDS_REPAIR);

        assertThat(wave(Result.RAISED)).containsExactly(2);
        assertThat(wave(Result.NEEDS_REPAIR)).containsExactly(3);
        assertThat(wave(Result.RAISED)).as("one at least").containsExactly(4);
    }

    @Test
    void aWaveIsNeverWiderThanTheDeciderAllows() {
        wave(Result.RAISED);
        rooms.get(Upgrades.class).limitWaves(key, 2);

        assertThat(wave(Result.RAISED)).containsExactly(1, 2);
    }

    @Test
    void aWaveIsNeverWiderThanFifty() {
        eightTargets("batch: 60");
        IntStream.range(0, 55).forEach(number -> rooms.unit(key, 1));
        wave(Result.RAISED);

        assertThat(waves.next(key, false).size()).isEqualTo(Waves.WIDEST);
    }

    @Test
    void afterAHaltNothingNewStarts() {
        wave(Result.RAISED);
        directives.give(key, Directive.HALT, "look first", "mia");

        assertThat(waves.next(key, false)).isEqualTo(Waves.Next.of("halted"));
    }

    @Test
    void anOrderToGoBackTurnsRoundWhatIsRaised() {
        wave(Result.RAISED);
        directives.give(key, Directive.STOP_AND_GO_BACK, "customers complain", "mia");

        assertThat(waves.next(key, false)).isEqualTo(Waves.Next.of("go-back"));
    }

    @Test
    void anOrderToGoBackBeforeAnythingWasRaisedEndsTheRollout() {
        wave(Result.BACK);
        directives.give(key, Directive.STOP_AND_GO_BACK, "customers complain", "mia");

        assertThat(waves.next(key, false)).isEqualTo(Waves.Next.of("none-left"));
        assertThat(waves.sum(key)).isEqualTo("none-raised");
    }

    @Test
    void whatWasRaisedIsTakenBackInReverseOrderTheLastFirst() {
        wave(Result.RAISED);
        wave(Result.RAISED);
        wave(Result.UNTOUCHED);

        List<Integer> back = new ArrayList<>();
        for (Waves.Next next = waves.next(key, true); next.next().equals("wave"); next = waves.next(key, true)) {
            back.addAll(ended(next, Result.BACK));
        }

        assertThat(back).containsExactly(4, 3, 2, 1);
        assertThat(waves.sum(key)).isEqualTo("none-raised");
    }

    @Test
    void eachWaveBackFindsItsOwnUnitsAlsoWhenTheyAreTakenBackOneByOne() {
        eightTargets("batch: 1");
        IntStream.range(0, 8).forEach(number -> wave(Result.RAISED));

        List<String> names = new ArrayList<>();
        List<Integer> back = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            Waves.Next next = waves.next(key, true);
            names.add(next.waveId().orElseThrow());
            back.addAll(ended(next, Result.BACK));
        }

        assertThat(names).doesNotHaveDuplicates();
        assertThat(back).containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
    }

    @Test
    void sevenOfEightIsNotComplete() {
        IntStream.range(0, 3).forEach(number -> wave(Result.RAISED));
        wave(Result.UNTOUCHED);

        assertThat(waves.sum(key)).isEqualTo("left-behind");
        assertThat(waves.worthAnotherWindow(key)).isFalse();
    }

    @Test
    void oneThatNeedsRepairIsLeftBehindEvenWhenNoneIsRaised() {
        wave(Result.NEEDS_REPAIR);

        assertThat(waves.sum(key)).isEqualTo("left-behind");
    }

    @Test
    void withoutAnyUnitNothingIsComplete() {
        assertThat(waves.sum(rooms.request())).isEqualTo("none-raised");
    }

    @Test
    void whatCameTooLateForOneWindowIsCompleteWhenTheNextOneRaisesIt() {
        eightTargets("batch: 8");
        wave(Result.UNTOUCHED);
        wave(Result.UNTOUCHED);
        assertThat(waves.worthAnotherWindow(key)).isTrue();

        unitIds = IntStream.rangeClosed(1, 8)
                .mapToObj(number -> rooms.unit(key, number).unitId())
                .toList();
        wave(Result.RAISED);

        assertThat(waves.sum(key)).isEqualTo("all-raised");
        assertThat(waves.worthAnotherWindow(key)).isFalse();
    }

    @Test
    void nothingWasChangedButAnOrderToStopEndsTheMatter() {
        wave(Result.UNTOUCHED);
        directives.give(key, Directive.STOP_AND_GO_BACK, "not this year", "mia");

        assertThat(waves.worthAnotherWindow(key)).isFalse();
    }

    @Test
    void aWaveWithoutFailureProvesItself() {
        assertThat(proved(Result.RAISED)).isTrue();
    }

    @Test
    void oneFailureHaltsUnlessTheDescriptionAllowsMore() {
        assertThat(proved(Result.BACK)).isFalse();
    }

    @Test
    void failuresOfAllWavesAreCountedTogether() {
        eightTargets("batch: 1, stop_after: 2 failures");

        assertThat(proved(Result.BACK)).isTrue();
        assertThat(proved(Result.RAISED)).isTrue();
        assertThat(proved(Result.NEEDS_REPAIR)).isFalse();
        assertThat(proved(Result.RAISED))
                .as("gone on with by order, and raised")
                .isTrue();
    }

    @Test
    void afterTheLastWaveThereIsNothingToHalt() {
        IntStream.range(0, 3).forEach(number -> wave(Result.RAISED));

        assertThat(proved(Result.BACK)).isTrue();
        assertThat(waves.morePending(key)).isFalse();
    }

    @Test
    void unitsThatAreRehearsedAreInNoWave() {
        units.form(key, "staging", Mode.REHEARSE, List.of(TargetId.parse("staging.example.com")));

        IntStream.range(0, 4).forEach(number -> wave(Result.RAISED));

        assertThat(waves.next(key, false)).isEqualTo(Waves.Next.of("none-left"));
    }

    private boolean proved(Result result) {
        Waves.Next next = waves.next(key, false);
        ended(next, result);
        return waves.proved(key, next.waveId().orElseThrow());
    }

    /** Forms the next wave and ends every unit in it. */
    private List<Integer> wave(Result result) {
        return ended(waves.next(key, false), result);
    }

    /** @return the targets of the wave by number, in their order */
    private List<Integer> ended(Waves.Next next, Result result) {
        List<Integer> targets = new ArrayList<>();
        Optional<String> wave = next.waveId();
        for (int position = 0; position < next.size(); position++) {
            UnitOfChange unit = waves.at(wave.orElseThrow(), position);
            units.ended(unit.unitId(), result);
            targets.add(unitIds.indexOf(unit.unitId()) + 1);
        }
        return targets;
    }
}

package org.liftlock.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.Rooms;
import org.liftlock.effect.Effects;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.mockito.Mockito;

class SettlingTest {

    private Rooms rooms;
    private Effects effects;
    private Settling settling;
    private String key;
    private String unit;
    private int steps;

    @BeforeEach
    void aUnit() {
        rooms = Rooms.cleared();
        effects = Mockito.mock(Effects.class);
        settling = new Settling(rooms.jdbc, effects);
        key = rooms.request();
        unit = rooms.unit(key, 1).unitId();
    }

    @Test
    void whatWasNeverAppliedIsUntouched() {
        step("quiesce-system", "SUCCEEDED");
        step("resume-system-unchanged", "SUCCEEDED");

        assertThat(settling.result(unit)).isEqualTo(Result.UNTOUCHED);
    }

    @Test
    void whatWasAppliedAndNotTakenBackIsRaised() {
        Mockito.when(effects.applyStarted(unit)).thenReturn(true);
        step("apply-upgrade", "SUCCEEDED");
        step("resume-system", "SUCCEEDED");

        assertThat(settling.result(unit)).isEqualTo(Result.RAISED);
    }

    @Test
    void aWayBackThatEndsInServiceIsBack() {
        Mockito.when(effects.applyStarted(unit)).thenReturn(true);
        step("apply-upgrade", "FAILED");
        step("quiesce-before-going-back", "SUCCEEDED");
        step("roll-back", "SUCCEEDED");
        step("verify-rollback", "SUCCEEDED");
        step("resume-after-going-back", "SUCCEEDED");

        assertThat(settling.result(unit)).isEqualTo(Result.BACK);
    }

    @ParameterizedTest
    @CsvSource({
        "quiesce-before-going-back, UNKNOWN",
        "roll-back, FAILED",
        "roll-back, SUCCEEDED",
        "verify-rollback, FAILED",
        "verify-rollback, SUCCEEDED",
        "resume-after-going-back, FAILED",
        "resume-after-going-back, UNKNOWN"
    })
    void aWayBackThatStopsAnywhereElseNeedsRepair(String topic, String outcome) {
        Mockito.when(effects.applyStarted(unit)).thenReturn(true);
        step("quiesce-before-going-back", "SUCCEEDED");
        step(topic, outcome);

        assertThat(settling.result(unit)).isEqualTo(Result.NEEDS_REPAIR);
    }

    @Test
    void aWayBackThatSucceededAtItsSecondAttemptIsBack() {
        Mockito.when(effects.applyStarted(unit)).thenReturn(true);
        step("roll-back", "FAILED");
        step("roll-back", "SUCCEEDED");
        step("verify-rollback", "SUCCEEDED");
        step("resume-after-going-back", "SUCCEEDED");

        assertThat(settling.result(unit)).isEqualTo(Result.BACK);
    }

    @Test
    void theStepsOfAnotherUnitSayNothing() {
        String other = rooms.unit(key, 1).unitId();
        step("roll-back", "FAILED");

        assertThat(settling.result(other)).isEqualTo(Result.UNTOUCHED);
    }

    private void step(String topic, String outcome) {
        rooms.clock.move(Duration.ofSeconds(10));
        Timestamp now = Timestamp.from(rooms.clock.instant());
        steps++;
        rooms.jdbc
                .sql("""
                        insert into step (step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task,
                            attempt, status, outcome, started_at, settled_at)
                        values (?, ?, ?, ?, ?, 'p', ?, 1, 'SETTLED', ?, ?, ?)
                        """)
                .params(key + ".s" + steps, key, unit, topic, topic, "task " + steps, outcome, now, now)
                .update();
    }
}

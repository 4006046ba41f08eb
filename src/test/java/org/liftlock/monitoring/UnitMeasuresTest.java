package org.liftlock.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;

class UnitMeasuresTest {

    private final Rooms rooms = Rooms.cleared();
    private final UnitMeasures measures = new UnitMeasures(rooms.get(Units.class));
    private String key;

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
    }

    @Test
    void whatIsHeldOutOfUseIsNotCalledWorseThanBefore() {
        // given
        UnitOfChange together = rooms.unit(key, 2, 1);

        // then
        assertThat(measures.before(together)).extracting(MeasureRun::target).containsExactly(Rooms.target(1));
        assertThat(measures.of(together)).extracting(MeasureRun::target).containsExactly(Rooms.target(1));
    }

    @Test
    void nothingIsMeasuredOfAUnitThatIsHeldAsAWhole() {
        assertThat(measures.of(rooms.unit(key, 2))).isEmpty();
    }
}

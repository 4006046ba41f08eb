package org.liftlock.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepWork;
import org.liftlock.effect.UnitCommands;

class ResumeSystemTest {

    private final Rooms rooms = Rooms.cleared();
    private Step step;

    @BeforeEach
    void aSystemWhoseStartNamesTheMajorVersion() {
        rooms.describe(1, "none", """
                operations: {stop: {run: [pg, stop, "${major}"]}, start: {run: [pg, start, "${major}"]}}
                """);
        String key = rooms.request();
        String unit = rooms.unit(key, 1).unitId();
        step = new Step(
                "step-1", key, Optional.of(unit), "resume-system", "resume-system", "process", "task", 1, Map.of());
    }

    private static String commands(StepWork work) {
        return ((StepWork.Effects) work)
                .orders()
                .get(0)
                .commands()
                .get(0)
                .arguments()
                .toString();
    }

    @Test
    void whatWasRaisedIsStartedAsTheNewMajorVersion() {
        StepWork work = new ResumeSystem(rooms.get(UnitCommands.class)).prepare(step);

        assertThat(commands(work)).isEqualTo("[pg, start, 2]");
    }

    @Test
    void whatWasNotChangedIsStartedAsTheOldOne() {
        StepWork work = new ResumeSystemUnchanged(rooms.get(UnitCommands.class)).prepare(step);

        assertThat(commands(work)).isEqualTo("[pg, start, 1]");
    }
}

package org.liftlock.tasks;

import java.time.Duration;
import org.liftlock.planning.Rehearsals;
import org.liftlock.planning.Rehearsals.Rehearsed;
import org.springframework.stereotype.Component;

/** How long a way back takes: as planned, and as measured in the rehearsal of the same plan. */
@Component
class RollbackTime {

    private static final String ROLL_BACK = "roll-back";

    private final Rehearsals rehearsals;

    RollbackTime(Rehearsals rehearsals) {
        this.rehearsals = rehearsals;
    }

    String of(Situation situation) {
        Duration measured = rehearsals.steps(situation.key()).stream()
                .filter(step -> step.topic().equals(ROLL_BACK))
                .map(Rehearsed::took)
                .reduce(Duration.ZERO, Duration::plus);
        return Times.length(situation.neededPlan().estimates().rollBack()) + " as planned"
                + (measured.isZero() ? ", not rehearsed" : ", " + Times.length(measured) + " in the rehearsal");
    }
}

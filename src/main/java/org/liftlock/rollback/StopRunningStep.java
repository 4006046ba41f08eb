package org.liftlock.rollback;

import java.util.List;
import org.liftlock.effect.Effects;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.springframework.stereotype.Component;

/** Ends what runs on the unit and confirms it; only then anything else may touch it. May be done again without harm. */
@Component
class StopRunningStep implements StepHandler {

    private final Effects effects;
    private final Units units;

    StopRunningStep(Effects effects, Units units) {
        this.effects = effects;
        this.units = units;
    }

    @Override
    public StepWork prepare(Step step) {
        return new StepWork.Reading(() -> stop(step));
    }

    private StepAnswer stop(Step step) {
        UnitOfChange unit = units.find(step.unit());
        List<String> unsure = effects.stop(step.upgradeKey(), unit.unitId(), unit.targets());
        return unsure.isEmpty()
                ? StepAnswer.succeeded("Nothing of this unit runs any more; confirmed on "
                        + unit.targets().size() + (unit.targets().size() == 1 ? " target" : " targets"))
                : StepAnswer.failed("It is not certain that nothing runs: " + String.join("; ", unsure));
    }
}

package org.liftlock.apply;

import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** Rebuilds what was held back as the fastest way back, such as a replica; no method of a single target holds anything. */
@Component
class RebuildWhatWasHeld implements StepHandler {

    @Override
    public StepWork prepare(Step step) {
        return new StepWork.Known(StepAnswer.succeeded("Nothing was held back"));
    }
}

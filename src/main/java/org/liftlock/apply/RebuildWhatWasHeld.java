package org.liftlock.apply;

import java.util.List;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** Rebuilds what was held back as the fastest way back, such as a replica; from here on the way back is a slower one. */
@Component
class RebuildWhatWasHeld implements StepHandler {

    private final RaisedTargets raised;

    RebuildWhatWasHeld(RaisedTargets raised) {
        this.raised = raised;
    }

    @Override
    public StepWork prepare(Step step) {
        List<StepWork.Order> orders = raised.orders(step.upgradeKey(), TargetDescription::afterSignOff);
        return orders.isEmpty()
                ? new StepWork.Known(StepAnswer.succeeded("Nothing was held back"))
                : new StepWork.Effects(EffectKind.FINISH, orders);
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "What was held back runs the new version");
    }
}

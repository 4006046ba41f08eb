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

/** Destroys the way back, after sign-off and its wait: the old version is removed from every raised target. */
@Component
class FinishChange implements StepHandler {

    private final RaisedTargets raised;

    FinishChange(RaisedTargets raised) {
        this.raised = raised;
    }

    @Override
    public StepWork prepare(Step step) {
        List<StepWork.Order> orders = raised.orders(step.upgradeKey(), TargetDescription::finish);
        return orders.isEmpty()
                ? new StepWork.Known(StepAnswer.succeeded("The method has no last step"))
                : new StepWork.Effects(EffectKind.FINISH, orders);
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "The old version is removed; from here on the way back is the backup");
    }
}

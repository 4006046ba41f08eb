package org.liftlock.rollback;

import java.util.List;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.effect.UnitCommands;
import org.springframework.stereotype.Component;

/** Makes the system quiet before its way back; protective, so no closed window refuses it. */
@Component
class QuiesceBeforeGoingBack implements StepHandler {

    private final UnitCommands commands;

    QuiesceBeforeGoingBack(UnitCommands commands) {
        this.commands = commands;
    }

    @Override
    public StepWork prepare(Step step) {
        return commands.on(
                step, EffectKind.ROLL_BACK, TargetDescription::stop, "The description names nothing to be stopped");
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "The system is quiet, ready for its way back");
    }
}

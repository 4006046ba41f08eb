package org.liftlock.apply;

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

/** Lets users in again. From here on they write, and going back loses what they wrote. */
@Component
class ResumeSystem implements StepHandler {

    private final UnitCommands commands;

    ResumeSystem(UnitCommands commands) {
        this.commands = commands;
    }

    @Override
    public StepWork prepare(Step step) {
        return commands.onRaised(
                step,
                EffectKind.RESUME,
                TargetDescription::start,
                "The description names nothing that has to be started");
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "The system is back in service");
    }
}

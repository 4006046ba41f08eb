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

/** Starts a system again that was made quiet and then not touched. */
@Component
class ResumeSystemUnchanged implements StepHandler {

    private final UnitCommands commands;

    ResumeSystemUnchanged(UnitCommands commands) {
        this.commands = commands;
    }

    @Override
    public StepWork prepare(Step step) {
        return commands.on(
                step,
                EffectKind.RESUME,
                TargetDescription::start,
                "The description names nothing that has to be started");
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "The system runs as before; it was not changed");
    }
}

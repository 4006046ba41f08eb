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

/** Stops writes, so that a backup taken afterwards holds everything (R14). */
@Component
class QuiesceSystem implements StepHandler {

    private final UnitCommands commands;

    QuiesceSystem(UnitCommands commands) {
        this.commands = commands;
    }

    @Override
    public StepWork prepare(Step step) {
        return commands.on(
                step,
                EffectKind.QUIESCE,
                TargetDescription::stop,
                "The description names nothing that has to be stopped");
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "The system is quiet");
    }
}

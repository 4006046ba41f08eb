package org.liftlock.verification;

import java.util.List;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepOutcome;
import org.liftlock.effect.StepWork;
import org.liftlock.effect.UnitCommands;
import org.springframework.stereotype.Component;

/**
 * In the rehearsal: stops the raised system and asks every check again. A core check that passes now would always pass,
 * and is worthless (R20). The way back that follows starts the system.
 */
@Component
class ProveChecksCanFail implements StepHandler {

    private final UnitCommands commands;
    private final UnitChecks checks;

    ProveChecksCanFail(UnitCommands commands, UnitChecks checks) {
        this.commands = commands;
        this.checks = checks;
    }

    @Override
    public StepWork prepare(Step step) {
        return commands.on(
                step,
                EffectKind.QUIESCE,
                TargetDescription::stop,
                "The description names no way to stop the system, so its checks cannot be proven to fail");
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        StepAnswer stopped = StepAnswer.worstOf(results, "Stopped");
        if (stopped.outcome() != StepOutcome.SUCCEEDED) {
            return stopped;
        }
        List<ChecksCanFail> answers = checks.proveTheyCanFail(step);
        String sentence =
                String.join("; ", answers.stream().map(ChecksCanFail::sentence).toList());
        return answers.stream().allMatch(ChecksCanFail::proven)
                ? StepAnswer.succeeded(sentence)
                : StepAnswer.failed(sentence);
    }
}

package org.liftlock.apply;

import java.util.ArrayList;
import java.util.List;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.effect.UnitCommands;
import org.liftlock.launcher.Command;
import org.liftlock.verification.CheckPurpose;
import org.liftlock.verification.UnitChecks;
import org.liftlock.verification.Verdict;
import org.springframework.stereotype.Component;

/** Asks the prechecks once more, then stops writes, so that a backup taken afterwards holds everything (R14). */
@Component
class QuiesceSystem implements StepHandler {

    private final UnitCommands commands;
    private final UnitChecks checks;

    QuiesceSystem(UnitCommands commands, UnitChecks checks) {
        this.commands = commands;
        this.checks = checks;
    }

    @Override
    public StepWork prepare(Step step) {
        Verdict prechecks = checks.run(step, CheckPurpose.PRECHECK);
        if (prechecks instanceof Verdict.SomeFailed failed) {
            return new StepWork.Known(StepAnswer.refused("Not begun: " + failed.sentence()));
        }
        return commands.on(
                step,
                EffectKind.QUIESCE,
                QuiesceSystem::fetchAndStop,
                "The description names nothing that has to be stopped");
    }

    /** Artefacts are fetched and compared with their digests while the system still serves; then it is stopped. */
    private static List<Command> fetchAndStop(TargetDescription target) {
        List<Command> commands = new ArrayList<>(target.fetch());
        commands.addAll(target.stop());
        return commands;
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "The system is quiet");
    }
}

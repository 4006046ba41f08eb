package org.liftlock.apply;

import java.util.List;
import java.util.stream.Collectors;
import org.liftlock.backup.BackupPrechecks;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.effect.UnitCommands;
import org.liftlock.lifecycle.Units;
import org.liftlock.verification.CheckPurpose;
import org.liftlock.verification.UnitChecks;
import org.liftlock.verification.Verdict;
import org.springframework.stereotype.Component;

/**
 * Asks the prechecks once more, whether the files of the new version still are what was pinned, and whether there are tools
 * and room for the backups; then stops writes, so that a backup taken afterwards holds everything (R14).
 */
@Component
class QuiesceSystem implements StepHandler {

    private final UnitCommands commands;
    private final UnitChecks checks;
    private final Units units;
    private final Artefacts artefacts;
    private final BackupPrechecks backups;

    QuiesceSystem(UnitCommands commands, UnitChecks checks, Units units, Artefacts artefacts, BackupPrechecks backups) {
        this.commands = commands;
        this.checks = checks;
        this.units = units;
        this.artefacts = artefacts;
        this.backups = backups;
    }

    @Override
    public StepWork prepare(Step step) {
        Verdict prechecks = checks.run(step, CheckPurpose.PRECHECK);
        if (prechecks instanceof Verdict.SomeFailed failed) {
            return new StepWork.Known(StepAnswer.refused("Not begun: " + failed.sentence()));
        }
        String wanting = units.describe(units.find(step.unit())).stream()
                .flatMap(target -> artefacts.wantingOn(target).stream())
                .map(Artefacts.Wanting::sentence)
                .collect(Collectors.joining("; "));
        if (!wanting.isEmpty()) {
            return new StepWork.Known(
                    StepAnswer.refused("Not begun: " + wanting + ". Put the pinned file there, or plan"
                            + " another window: it is fetched again before that one opens"));
        }
        List<String> objections = backups.objections(step.unit());
        if (!objections.isEmpty()) {
            return new StepWork.Known(
                    StepAnswer.refused("Not begun, for no backup could be proven: " + String.join("; ", objections)));
        }
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

package org.liftlock.apply;

import java.util.List;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepOutcome;
import org.liftlock.effect.StepWork;
import org.liftlock.launcher.Command;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Units;
import org.springframework.stereotype.Component;

/**
 * Brings the files of the new version to every target before its turn comes, so that no download eats into the window.
 * What lies there as it was pinned is left alone: fetching again costs next to nothing.
 */
@Component
class FetchArtefacts implements StepHandler {

    private final Units units;
    private final Artefacts artefacts;
    private final Findings findings;

    FetchArtefacts(Units units, Artefacts artefacts, Findings findings) {
        this.units = units;
        this.artefacts = artefacts;
        this.findings = findings;
    }

    @Override
    public StepWork prepare(Step step) {
        List<StepWork.Order> orders = targets(step).stream()
                .map(target -> new StepWork.Order(target.target(), missing(target)))
                .filter(order -> !order.commands().isEmpty())
                .toList();
        if (orders.isEmpty()) {
            findings.replace(step.upgradeKey(), Findings.ARTEFACTS_MISSING, List.of());
            return new StepWork.Known(StepAnswer.succeeded("Nothing is left to fetch"));
        }
        return new StepWork.Effects(EffectKind.FETCH, orders);
    }

    /** A rehearsal fetches for its own unit; before the window it is done for all units that are to be raised. */
    private List<TargetDescription> targets(Step step) {
        if (step.unitId().isPresent()) {
            return units.describe(units.find(step.unit()));
        }
        return units.newestToRaise(step.upgradeKey()).stream()
                .filter(unit -> unit.result().isEmpty())
                .map(units::describe)
                .flatMap(List::stream)
                .toList();
    }

    private List<Command> missing(TargetDescription target) {
        return artefacts.wantingOn(target).stream()
                .flatMap(wanting -> wanting.artefact().fetch(target.target()).stream())
                .toList();
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        StepAnswer answer = StepAnswer.worstOf(
                results,
                "Fetched and compared with the pinned digests on " + results.size()
                        + (results.size() == 1 ? " target" : " targets"));
        findings.replace(
                step.upgradeKey(),
                Findings.ARTEFACTS_MISSING,
                answer.outcome() == StepOutcome.SUCCEEDED ? List.of() : List.of(notThere(answer)));
        return answer;
    }

    private static Finding notThere(StepAnswer answer) {
        return new Finding(
                RuleId.R24,
                Finding.Severity.BLOCKS,
                Findings.ARTEFACTS_MISSING,
                "artifacts",
                "Not every file of the new version was fetched: " + answer.summary(),
                "Put right what is named (address, pinned digest, network, room on the disk), or put the file there by"
                        + " hand, then go on: what is missing is fetched again");
    }
}

package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.process.Topic;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** A step after sign-off did not succeed: try it again, or live with what is left? */
@Component
class DecideOnWhatIsLeftToDo implements Question {

    private static final List<String> STEPS = List.of(Topic.FINISH_CHANGE.topic(), Topic.REBUILD_WHAT_WAS_HELD.topic());

    private final Units units;
    private final Unknowns unknowns;
    private final StepFacts steps;
    private final KnownIssues issues;

    DecideOnWhatIsLeftToDo(Units units, Unknowns unknowns, StepFacts steps, KnownIssues issues) {
        this.units = units;
        this.unknowns = unknowns;
        this.steps = steps;
        this.issues = issues;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.DECIDE_ON_WHAT_IS_LEFT_TO_DO);
    }

    @Override
    public Asked ask(Situation situation) {
        return Asked.to(Assignment.toDecider(situation))
                .onSilence("nothing happens; the upgrade stays open")
                .show(
                        Shown.FACTS,
                        new Markdown()
                                .fact("What happened", happened(situation).map(Markdown::plain))
                                .items(
                                        "What is known",
                                        unsettled(situation.key()).stream()
                                                .flatMap(unit -> unknowns.evidence(unit).stream())
                                                .toList()))
                .choice(Answer.AGAIN, "Try it again")
                .choice(Answer.ACCEPT, "Leave it, as a known issue")
                .build();
    }

    @Override
    public void makeSure(Given given) {
        if (given.answers(Answer.AGAIN)) {
            unsettled(given.key()).forEach(unknowns::makeSureNothingRuns);
        }
    }

    @Override
    public Taken take(Given given) {
        unsettled(given.key()).forEach(unknowns::decided);
        if (given.answers(Answer.ACCEPT)) {
            issues.note(
                    given.key(),
                    Issue.of(given, happened(given.situation()).orElse("A step after sign-off was not done")),
                    given.by());
        }
        return Taken.answer(
                given.answer(),
                RuleId.R35,
                "Decided: " + plain(given.answer()) + ". Evidence: "
                        + given.fields().needed("evidence"));
    }

    private Optional<String> happened(Situation situation) {
        return steps.lastOfUpgrade(situation.key(), STEPS)
                .map(step -> step.topic().replace('-', ' ') + " ended "
                        + step.outcome().orElse("open").toLowerCase() + ": " + step.summary());
    }

    private List<UnitOfChange> unsettled(String upgradeKey) {
        return units.of(upgradeKey).stream()
                .filter(unit -> !unknowns.evidence(unit).isEmpty())
                .toList();
    }
}

package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.List;
import java.util.Set;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.process.Topic;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** What was opened around the change, such as silenced alarms, could not be closed: again, or leave it open? */
@Component
class DecideOnOpenBrackets implements Question {

    private static final List<String> STEPS = List.of(Topic.CLOSE_BRACKETS.topic());

    private final FailedStep failed;
    private final StepFacts steps;
    private final Unknowns unknowns;
    private final KnownIssues issues;

    DecideOnOpenBrackets(FailedStep failed, StepFacts steps, Unknowns unknowns, KnownIssues issues) {
        this.failed = failed;
        this.steps = steps;
        this.unknowns = unknowns;
        this.issues = issues;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.DECIDE_ON_OPEN_BRACKETS);
    }

    @Override
    public Asked ask(Situation situation) {
        return Asked.to(Assignment.toEngineer(situation))
                .onSilence("they stay open")
                .show(Shown.FAILURE, failed.of(situation.neededUnit(), STEPS))
                .show(
                        Shown.FACTS,
                        new Markdown()
                                .text("What was opened around the change (silenced alarms, a node out of its load"
                                        + " balancer, paused jobs) is still open."))
                .choice(Answer.AGAIN, "Close them again")
                .choice(Answer.ACCEPT, "Leave them open, as a known issue")
                .build();
    }

    @Override
    public void makeSure(Given given) {
        if (given.answers(Answer.AGAIN)) {
            unknowns.makeSureNothingRuns(given.situation().neededUnit());
        }
    }

    @Override
    public Taken take(Given given) {
        unknowns.decided(given.situation().neededUnit());
        if (given.answers(Answer.ACCEPT)) {
            String left = steps.last(given.situation().neededUnit().unitId(), STEPS)
                    .map(StepFacts.Ran::summary)
                    .orElse("");
            issues.note(given.key(), Issue.of(given, "Still open around the change: " + left), given.by());
        }
        return Taken.answer(given.answer(), RuleId.R40, plain(given.answer()) + ": " + given.remark());
    }
}

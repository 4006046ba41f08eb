package org.liftlock.tasks;

import java.util.Set;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** Apply or its checks have failed on a unit, or trouble showed afterwards: what now (R40)? */
@Component
class DecideOnFailure implements Question {

    private final FailureInUnit inUnit;
    private final TroubleAfterwards afterwards;
    private final StepFacts steps;
    private final KnownIssues issues;
    private final WindowOfItsOwn own;
    private final AllLikeIt allLikeIt;

    DecideOnFailure(
            FailureInUnit inUnit,
            TroubleAfterwards afterwards,
            StepFacts steps,
            KnownIssues issues,
            WindowOfItsOwn own,
            AllLikeIt allLikeIt) {
        this.inUnit = inUnit;
        this.afterwards = afterwards;
        this.steps = steps;
        this.issues = issues;
        this.own = own;
        this.allLikeIt = allLikeIt;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.DECIDE_ON_FAILURE);
    }

    @Override
    public Asked ask(Situation situation) {
        Asked.Builder asked = Asked.to(Assignment.toDecider(situation)).propose(AllLikeIt.REACH, AllLikeIt.THIS);
        own.offerWhenOver(asked, situation);
        return situation
                .unit()
                .map(unit -> inUnit.ask(asked, situation, unit))
                .orElseGet(() -> afterwards.ask(asked, situation));
    }

    @Override
    public Taken take(Given given) {
        if (given.situation().unit().isPresent()) {
            own.openWhenOver(given);
        } else if (given.answers(Answer.GO_BACK)) {
            own.open(given);
        }
        if (given.answers(Answer.ACCEPT)) {
            issues.note(given.key(), Issue.of(given, "Accepted: " + what(given) + given.remark()), given.by());
        }
        String reach = allLikeIt.take(given);
        return Taken.answer(
                given.answer(), RuleId.R40, given.answer().replace('-', ' ') + ": " + given.remark() + reach);
    }

    private String what(Given given) {
        return given.situation()
                .unit()
                .flatMap(unit -> steps.last(unit.unitId(), Failures.STEPS))
                .map(step -> step.summary() + ". ")
                .orElse("");
    }
}

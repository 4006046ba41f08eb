package org.liftlock.tasks;

import java.util.Set;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** Some targets are raised and others are not: never "complete" at seven of eight (R41). */
@Component
class DecideOnTargetsLeftBehind implements Question {

    private final TargetStates targets;
    private final WindowOfItsOwn own;
    private final KnownIssues issues;

    DecideOnTargetsLeftBehind(TargetStates targets, WindowOfItsOwn own, KnownIssues issues) {
        this.targets = targets;
        this.own = own;
        this.issues = issues;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.DECIDE_ON_TARGETS_LEFT_BEHIND);
    }

    @Override
    public Asked ask(Situation situation) {
        WayBack way = WayBack.of(situation);
        Asked.Builder asked = Asked.to(Assignment.toDecider(situation));
        if (way.exists()) {
            own.offerLater(asked, situation);
        }
        return asked.onSilence("nothing happens; the upgrade stays open")
                .show(Shown.FACTS, targets.of(situation).fact("What taking the raised ones back loses", way.now(true)))
                .show(
                        Shown.SUGGESTION,
                        new Markdown()
                                .fact(
                                        "Suggestion",
                                        "plan another window for the rest, unless running both versions does harm"))
                .choice(Answer.GO_ON, "Raise the rest in a new window")
                .choiceIf(way.exists(), Answer.GO_BACK, "Take all back, in a window of its own")
                .choice(Answer.ACCEPT, "Leave it so, as a known issue")
                .build();
    }

    @Override
    public Taken take(Given given) {
        if (given.answers(Answer.GO_BACK)) {
            own.open(given);
        } else if (given.answers(Answer.ACCEPT)) {
            issues.note(given.key(), Issue.of(given, "Targets left behind: " + given.remark()), given.by());
        }
        return Taken.answer(given.answer(), RuleId.R41, given.answer().replace('-', ' ') + ": " + given.remark());
    }
}

package org.liftlock.tasks;

import java.util.List;
import java.util.Set;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.process.Topic;
import org.liftlock.process.UpgradeProcess;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** Users could not be let in again, after the upgrade, after going back, or with nothing changed at all. */
@Component
class DecideOnFailedResume implements Question {

    private static final List<String> STEPS = List.of(
            Topic.RESUME_SYSTEM.topic(), Topic.RESUME_SYSTEM_UNCHANGED.topic(), Topic.RESUME_AFTER_GOING_BACK.topic());

    private final FailedStep failed;
    private final Unknowns unknowns;

    DecideOnFailedResume(FailedStep failed, Unknowns unknowns) {
        this.failed = failed;
        this.unknowns = unknowns;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.DECIDE_ON_FAILED_RESUME, Element.DECIDE_ON_FAILED_RESUME_UNCHANGED);
    }

    @Override
    public Asked ask(Situation situation) {
        WayBack way = WayBack.of(situation);
        boolean raised = raised(situation);
        return Asked.to(Assignment.toEngineer(situation))
                .onSilence("nothing happens; users stay shut out")
                .show(Shown.FAILURE, failed.of(situation.neededUnit(), STEPS))
                .show(
                        Shown.FACTS,
                        new Markdown()
                                .fact(
                                        "The target",
                                        raised ? "is raised, and its checks have passed" : "runs the old version")
                                // Some users may have got in before it failed.
                                .fact("Going back", raised ? way.now(true) : ""))
                .choice(Answer.AGAIN, "Let users in again")
                .choiceIf(raised && way.exists(), Answer.GO_BACK, "Roll back")
                .choiceIf(!raised, Answer.HAND_OVER, "Hand it over: people bring it back by hand")
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
        return Taken.answer(given.answer(), RuleId.R40, given.answer().replace('-', ' ') + ": " + given.remark());
    }

    private static boolean raised(Situation situation) {
        return situation.place().process().equals(UpgradeProcess.CHANGE_TARGET)
                && situation.place().element().equals(Element.DECIDE_ON_FAILED_RESUME);
    }
}

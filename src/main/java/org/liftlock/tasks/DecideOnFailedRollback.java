package org.liftlock.tasks;

import java.util.List;
import java.util.Set;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.process.Topic;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** Going back has failed: again, "I repaired it by hand: check", or hand the target over for a repair (R40)? */
@Component
class DecideOnFailedRollback implements Question {

    private static final List<String> STEPS =
            List.of(Topic.QUIESCE_BEFORE_GOING_BACK.topic(), Topic.ROLL_BACK.topic(), Topic.VERIFY_ROLLBACK.topic());

    private final FailedStep failed;
    private final StepFacts steps;
    private final Unknowns unknowns;

    DecideOnFailedRollback(FailedStep failed, StepFacts steps, Unknowns unknowns) {
        this.failed = failed;
        this.steps = steps;
        this.unknowns = unknowns;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.DECIDE_ON_FAILED_ROLLBACK);
    }

    @Override
    public Asked ask(Situation situation) {
        String unitId = situation.neededUnit().unitId();
        boolean exists = WayBack.of(situation).exists();
        return Asked.to(Assignment.toEngineer(situation))
                .onSilence("nothing happens; the target stays shut and blocked")
                .show(Shown.FAILURE, failed.of(situation.neededUnit(), STEPS))
                .show(
                        Shown.FACTS,
                        new Markdown()
                                .fact("Backup of", steps.backedUpAt(unitId).map(situation.times()::at))
                                .fact(
                                        "Its trial restore took",
                                        steps.restoreTime(unitId).map(Times::length))
                                .text("The target stays quiesced and blocked until it is as before, or repaired."))
                .show(
                        Shown.SUGGESTION,
                        new Markdown()
                                .fact(
                                        "Suggestion",
                                        exists
                                                ? "correct what the message names, then go back again: the backup is"
                                                        + " proven and going back can be repeated"
                                                : "repair by hand, then have it checked: this method has no way back"))
                .choiceIf(exists, Answer.AGAIN, "Go back again")
                .choice(Answer.CHECK_AGAIN, "I repaired it by hand: check whether it is as before")
                .choice(Answer.HAND_OVER, "Hand it over: it needs a repair, the target stays blocked")
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
}

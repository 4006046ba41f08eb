package org.liftlock.tasks;

import java.util.List;
import java.util.Set;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.process.Topic;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** The backup is not proven, so nothing may be applied (R00): back up again, or give up here? */
@Component
class DecideOnUnprovenBackup implements Question {

    private static final List<String> STEPS = List.of(Topic.BACK_UP.topic(), Topic.VERIFY_BACKUP.topic());

    private final FailedStep failed;
    private final Unknowns unknowns;

    DecideOnUnprovenBackup(FailedStep failed, Unknowns unknowns) {
        this.failed = failed;
        this.unknowns = unknowns;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.DECIDE_ON_UNPROVEN_BACKUP);
    }

    @Override
    public Asked ask(Situation situation) {
        return Asked.to(Assignment.toEngineer(situation))
                .onSilence("nothing is applied; users stay shut out until somebody decides")
                .show(Shown.FAILURE, failed.of(situation.neededUnit(), STEPS))
                .show(
                        Shown.FACTS,
                        new Markdown()
                                .text("Nothing has been changed. Without a proven backup nothing will be (R00);"
                                        + " nobody can order otherwise."))
                .choice(Answer.AGAIN, "Back up and prove it again")
                .choice(Answer.GIVE_UP, "Give up here: let users in again, unchanged")
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
        return Taken.answer(
                given.answer(),
                RuleId.R16,
                (given.answers(Answer.AGAIN) ? "Back up again: " : "Give up here: ") + given.remark());
    }
}

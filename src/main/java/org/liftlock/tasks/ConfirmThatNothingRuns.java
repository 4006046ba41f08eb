package org.liftlock.tasks;

import java.util.List;
import java.util.Set;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.process.Topic;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** A stop could not be confirmed: somebody has to look. What is answered here is checked on the target once more. */
@Component
class ConfirmThatNothingRuns implements Question {

    private static final List<String> STEPS = List.of(Topic.STOP_RUNNING_STEP.topic());

    private final FailedStep failed;

    ConfirmThatNothingRuns(FailedStep failed) {
        this.failed = failed;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.CONFIRM_THAT_NOTHING_RUNS);
    }

    @Override
    public Asked ask(Situation situation) {
        return Asked.to(Assignment.toEngineer(situation))
                .onSilence("the question is escalated; nothing else touches the target meanwhile")
                .show(
                        Shown.FACTS,
                        failed.of(situation.neededUnit(), STEPS)
                                .text("Log in to the target, end what still runs of the step, and say how you know."
                                        + " The target is asked once more before anything else touches it."))
                .build();
    }

    @Override
    public Taken take(Given given) {
        return Taken.noted(
                RuleId.R35, "Nothing runs any more: " + given.fields().needed("evidence"));
    }
}

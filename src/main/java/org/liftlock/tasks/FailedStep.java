package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.List;
import org.liftlock.lifecycle.UnitOfChange;
import org.springframework.stereotype.Component;

/** Tells what failed on a unit: the step, what it said, and each check that expected something else than it got. */
@Component
class FailedStep {

    private final StepFacts steps;
    private final Unknowns unknowns;

    FailedStep(StepFacts steps, Unknowns unknowns) {
        this.steps = steps;
        this.unknowns = unknowns;
    }

    Markdown of(UnitOfChange unit, List<String> topics) {
        Markdown text = new Markdown();
        steps.last(unit.unitId(), topics)
                .ifPresent(step -> text.fact(
                        step.topic().replace('-', ' ') + " ended "
                                + step.outcome().orElse("open").toLowerCase(),
                        step.summary().isBlank() ? "it left no word" : plain(step.summary())));
        return text.items("What is known of its effects", unknowns.evidence(unit));
    }

    Markdown withChecks(UnitOfChange unit, List<String> topics) {
        List<String> notRun = steps.checksNotRun(unit.unitId());
        Markdown text = of(unit, topics).items("Checks that failed", steps.failedChecks(unit.unitId()));
        return notRun.isEmpty() ? text : text.fact("Checks that were not run", plain(String.join(", ", notRun)));
    }
}

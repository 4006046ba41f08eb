package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.List;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Words;
import org.liftlock.tasks.ChecksOfStep.Failed;
import org.liftlock.tasks.ChecksOfStep.Found;
import org.liftlock.tasks.StepFacts.Ran;
import org.springframework.stereotype.Component;

/**
 * Tells what failed on a unit, each thing once: the step and what it said, or the checks that expected something else than
 * they got, and what was printed last.
 */
@Component
class FailedStep {

    private static final int LINES = 10;
    /** What is printed by more than these stays on the upgrade page. */
    private static final int MOST_SHOWN = 2;

    private final StepFacts steps;
    private final ChecksOfStep checks;
    private final Unknowns unknowns;
    private final HowFarItCame howFar;

    FailedStep(StepFacts steps, ChecksOfStep checks, Unknowns unknowns, HowFarItCame howFar) {
        this.steps = steps;
        this.checks = checks;
        this.unknowns = unknowns;
        this.howFar = howFar;
    }

    Markdown of(UnitOfChange unit, List<String> topics) {
        Markdown text = new Markdown();
        steps.last(unit.unitId(), topics).ifPresent(step -> {
            Found found = checks.of(step.stepId());
            if (found.failed().isEmpty()) {
                step(text, step);
            } else {
                checks(text, found);
            }
        });
        return text.items("What is known of its effects", unknowns.evidence(unit));
    }

    private void step(Markdown text, Ran step) {
        text.fact(
                Words.sentence(step.topic()) + " ended "
                        + step.outcome().orElse("open").toLowerCase(),
                step.summary().isBlank() ? "it left no word" : plain(step.summary()));
        text.items("What ran, and what is left", howFar.of(step.stepId()));
        steps.printedByFailed(step.stepId()).stream()
                .limit(MOST_SHOWN)
                .forEach(output -> text.printed("Its last output on " + plain(output.target()), output.text(), LINES));
    }

    private static void checks(Markdown text, Found found) {
        text.items(
                        found.failed().size() + " of " + found.all() + " checks failed",
                        found.failed().stream().map(Failed::sentence).toList())
                .fact("Checks that were not run", plain(String.join(", ", found.notRun())));
        found.failed().stream()
                .filter(FailedStep::printedMore)
                .limit(MOST_SHOWN)
                .forEach(failed -> text.printed(
                        "What " + plain(failed.check()) + " printed last", failed.printed(), LINES / MOST_SHOWN));
        found.failed().stream()
                .filter(failed -> failed.logs().isPresent())
                .findFirst()
                .ifPresent(failed -> log(text, failed.target(), failed.logs().orElseThrow()));
    }

    /** The path stands in front; where there are several logs, those that follow stand with theirs among the lines. */
    private static void log(Markdown text, String target, String logs) {
        String path = logs.lines().findFirst().orElse("").replaceFirst(":$", "");
        text.printed(
                "How " + plain(path) + " on " + plain(target) + " ended",
                logs.substring(logs.indexOf('\n') + 1),
                LINES);
    }

    /** What was got holds a short answer whole. */
    private static boolean printedMore(Failed failed) {
        return !failed.got().contains(failed.printed().replaceAll("\\s+", " "));
    }
}

package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.liftlock.lifecycle.Words;
import org.liftlock.process.Topic;
import org.liftlock.tasks.ChecksOfStep.Failed;
import org.liftlock.tasks.StepFacts.Ran;
import org.springframework.stereotype.Component;

/** What failed in the course of an upgrade, its rehearsal left aside, and what was rolled back. */
@Component
class Setbacks {

    private static final int MOST = 6;
    private static final List<String> WAY_BACK = List.of(Topic.ROLL_BACK.topic(), Topic.VERIFY_ROLLBACK.topic());

    private final StepFacts steps;
    private final ChecksOfStep checks;

    Setbacks(StepFacts steps, ChecksOfStep checks) {
        this.steps = steps;
        this.checks = checks;
    }

    Markdown of(Situation situation) {
        List<Ran> all = steps.ofChange(situation.key());
        return new Markdown()
                .items(
                        "What failed",
                        shortened(all.stream()
                                .filter(Ran::wentWrong)
                                .map(step -> failed(step, situation.times()))
                                .toList()))
                .items(
                        "What was rolled back",
                        shortened(all.stream()
                                .filter(step -> WAY_BACK.contains(step.topic()) && step.succeeded())
                                .map(step -> back(step, situation.times()))
                                .toList()));
    }

    private String failed(Ran step, Times times) {
        List<Failed> failed = checks.of(step.stepId()).failed();
        return head(step, times) + " " + step.outcome().orElse("").toLowerCase() + ": "
                + (failed.isEmpty()
                        ? plain(step.summary())
                        : failed.stream()
                                        .limit(2)
                                        .map(Failed::sentence)
                                        .reduce((one, other) -> one + "; " + other)
                                        .orElseThrow()
                                + (failed.size() > 2 ? "; and " + (failed.size() - 2) + " more checks" : ""));
    }

    private static String back(Ran step, Times times) {
        return head(step, times)
                + step.ended()
                        .map(ended -> ", in " + Times.length(Duration.between(step.began(), ended)))
                        .orElse("")
                + ": " + plain(step.summary());
    }

    private static String head(Ran step, Times times) {
        return "**" + Words.sentence(step.topic()) + "** at " + times.clock(step.began());
    }

    private static List<String> shortened(List<String> sentences) {
        return sentences.size() <= MOST
                ? sentences
                : Stream.concat(
                                sentences.stream().limit(MOST - 1L),
                                Stream.of((sentences.size() - MOST + 1) + " more on the upgrade page"))
                        .toList();
    }
}

package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.StepDurations;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Plan;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.UpgradeProcess.Element;
import org.liftlock.process.Variables;
import org.liftlock.window.Extensions;
import org.liftlock.window.OwnWindows;
import org.springframework.stereotype.Component;

/** The last moment to decide, the end of the window, or a withdrawn approval: go on, extend, go back or hold (R32, R33)? */
@Component
class DecideWhenTimeRunsOut implements Question {

    private final Windows windows;
    private final Extensions extensions;
    private final StepFacts steps;
    private final StepDurations durations;
    private final RollbackTime rollbackTime;

    DecideWhenTimeRunsOut(
            Windows windows,
            Extensions extensions,
            StepFacts steps,
            StepDurations durations,
            RollbackTime rollbackTime) {
        this.windows = windows;
        this.extensions = extensions;
        this.steps = steps;
        this.durations = durations;
        this.rollbackTime = rollbackTime;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.DECIDE_WHEN_TIME_RUNS_OUT);
    }

    @Override
    public Asked ask(Situation situation) {
        Duration fits = extensions.longest(situation.key());
        boolean back = WayBack.of(situation).exists();
        return Asked.to(Assignment.toDecider(situation))
                .onSilence(ApproveUpgrade.silence(situation.neededPlan()))
                .show(Shown.FACTS, facts(situation, fits))
                .show(Shown.SUGGESTION, suggestion(situation, back))
                .choiceIf(back, Answer.GO_BACK, "Stop, and roll back what was changed")
                .choiceIf(!fits.isZero(), Answer.EXTEND, "Extend the window, by at most " + Times.length(fits))
                .choice(Answer.GO_ON, "Go on")
                .choice(Answer.HOLD, "Stop and hold: start nothing new")
                .build();
    }

    @Override
    public Taken take(Given given) {
        Taken taken =
                Taken.answer(given.answer(), RuleId.R32, given.answer().replace('-', ' ') + ": " + given.remark());
        if (!given.answers(Answer.EXTEND)) {
            return taken.withLocal(Variables.EXTEND_MINUTES, 0);
        }
        long minutes = given.fields().number("extendMinutes").orElse(0L);
        extensions.check(given.key(), Duration.ofMinutes(minutes));
        return taken.withLocal(Variables.EXTEND_MINUTES, Math.toIntExact(minutes));
    }

    private Markdown facts(Situation situation, Duration fits) {
        Times times = situation.times();
        Plan plan = situation.neededPlan();
        Markdown text = new Markdown().fact("Now", moment(situation));
        windows.of(situation.key()).ifPresent(window -> {
            Instant last = plan.estimates().lastMoment(window.endsAt());
            if (window.over(situation.now())) {
                text.fact("The window ended", times.by(window.endsAt(), situation.now()))
                        .fact(
                                "A rollback gets a window of its own",
                                "from your answer on, of " + Times.length(OwnWindows.toGoBack(plan.estimates())));
            } else {
                text.fact("The window ends", times.by(window.endsAt(), situation.now()))
                        .fact("A rollback still fits that starts by", times.by(last, situation.now()));
            }
        });
        return text.fact("A rollback takes", rollbackTime.of(situation))
                .fact("What a rollback loses", WayBack.of(situation).planned())
                .fact("An extension", extension(situation, fits))
                .items("Running", running(situation));
    }

    private String extension(Situation situation, Duration fits) {
        return (fits.isZero() ? "does not fit" : "of at most " + Times.length(fits) + " fits")
                + extensions
                        .limit(situation.key())
                        .map(limit -> ". It would run into this, from "
                                + situation.times().by(limit.from(), situation.now()) + ": " + plain(limit.what()))
                        .orElse("; nothing else is known to be planned then");
    }

    private static String moment(Situation situation) {
        return switch (situation.place().moment().orElse("")) {
            case "last-moment-to-decide" -> "**the last moment to decide**";
            case "window-end" -> "**the window is over**";
            case "approval-void" -> "**an approval was withdrawn**; no further step starts";
            default -> "**the window is over, and steps still run**";
        };
    }

    private static Markdown suggestion(Situation situation, boolean back) {
        return new Markdown()
                .fact(
                        "Suggestion",
                        back
                                ? "roll back, unless what runs is about to end: later it no longer fits the window"
                                : "go on and repair forward: this method has no way back");
    }

    private List<String> running(Situation situation) {
        Map<StepDurations.Kind, Duration> usual = durations.ofSystemOf(situation.key());
        return steps.running(situation.key()).stream()
                .map(step -> plain(step.topic().replace('-', ' ')) + ", for "
                        + Times.length(Duration.between(step.began(), situation.now())) + ", "
                        + Optional.ofNullable(usual.get(new StepDurations.Kind(
                                        step.topic(), situation.upgrade().environment())))
                                .map(most -> "usually within " + Times.length(most))
                                .orElse("not measured before"))
                .toList();
    }
}

package org.liftlock.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.liftlock.planning.Estimates;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Rehearsals;
import org.liftlock.planning.Rehearsals.Rehearsed;
import org.springframework.stereotype.Component;

/** The parts of a window one after another, planned beside rehearsed, with the last moment to decide among them (R24). */
@Component
class TimeBar {

    private final Rehearsals rehearsals;

    TimeBar(Rehearsals rehearsals) {
        this.rehearsals = rehearsals;
    }

    Markdown of(String upgradeKey, Plan plan, Times times) {
        List<Rehearsed> steps = rehearsals.steps(upgradeKey);
        Estimates parts = plan.estimates();
        Markdown bar = new Markdown().table("Part", "Planned", "Rehearsed", "Done by");
        Instant at = plan.opensAt();
        at = row(bar, "Prepare", parts.prepare(), "", at, times);
        at = row(bar, "Back up and prove", parts.backUp(), took(steps, "back-up", "verify-backup"), at, times);
        at = row(bar, "Apply", parts.apply(), took(steps, "apply-upgrade"), at, times);
        row(bar, "Verify", parts.verify(), took(steps, "run-acceptance-checks"), at, times);
        bar.row("**LAST MOMENT TO DECIDE**", "", "", "**" + times.clock(plan.lastMoment()) + "**");
        at = row(
                bar,
                "Roll back",
                parts.rollBack(),
                took(steps, "roll-back", "verify-rollback"),
                plan.lastMoment(),
                times);
        at = row(bar, "Tell users", parts.tell(), "", at, times);
        row(bar, "Margin", parts.margin(), "", at, times);
        return bar.text("Window: " + times.span(plan.opensAt(), plan.endsAt()) + "; needed in all: "
                + Times.length(parts.total()));
    }

    private static Instant row(
            Markdown bar, String part, Duration planned, String measured, Instant from, Times times) {
        Instant to = from.plus(planned);
        bar.row(part, Times.length(planned), measured, times.clock(to));
        return to;
    }

    private static String took(List<Rehearsed> steps, String... topics) {
        Duration took = steps.stream()
                .filter(step -> Set.of(topics).contains(step.topic()))
                .map(Rehearsed::took)
                .reduce(Duration.ZERO, Duration::plus);
        return took.isZero() ? "**not measured**" : Times.length(took);
    }
}

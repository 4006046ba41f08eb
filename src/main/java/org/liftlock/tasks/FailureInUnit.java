package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Plan;
import org.liftlock.process.Topic;
import org.liftlock.process.UpgradeProcess.Answer;
import org.springframework.stereotype.Component;

/**
 * A unit failed inside the window, with users still shut out. What may be chosen depends on what can be taken back and on
 * what is left of the proof.
 */
@Component
class FailureInUnit {

    private static final Duration HARDLY_TIME = Duration.ofMinutes(15);

    private final FailedStep failed;
    private final Failures failures;
    private final TargetStates targets;
    private final StepFacts steps;
    private final Windows windows;
    private final Units units;
    private final RollbackTime rollbackTime;

    FailureInUnit(
            FailedStep failed,
            Failures failures,
            TargetStates targets,
            StepFacts steps,
            Windows windows,
            Units units,
            RollbackTime rollbackTime) {
        this.failed = failed;
        this.failures = failures;
        this.targets = targets;
        this.steps = steps;
        this.windows = windows;
        this.units = units;
        this.rollbackTime = rollbackTime;
    }

    /** @param checked the checks have run, so apply itself had ended well or was said to have */
    private record Failure(boolean rehearsal, boolean checked, boolean written, boolean back, Optional<Instant> last) {}

    Asked ask(Asked.Builder asked, Situation situation, UnitOfChange unit) {
        Failure failure = failure(situation, unit);
        boolean raising = !failure.rehearsal();
        return asked.onSilence(
                        failure.rehearsal()
                                ? "the rehearsal goes back"
                                : ApproveUpgrade.silence(situation.neededPlan()))
                .show(Shown.FAILURE, failed.of(unit, Failures.STEPS))
                .show(Shown.FACTS, facts(situation, unit, failure))
                .show(Shown.ALIKE, raising ? alike(unit) : new Markdown())
                .show(Shown.SUGGESTION, new Markdown().fact("Suggestion", suggestion(failure, situation.now())))
                .choiceIf(failure.back(), Answer.GO_BACK, "Roll back")
                .choiceIf(!failure.written(), Answer.RETRY, "Apply again")
                .choice(Answer.CHECK_AGAIN, "I repaired it: check again")
                .choiceIf(
                        raising && failure.back() && !others(unit).isEmpty(),
                        Answer.LEAVE_OUT,
                        "Leave this target out: take it back, go on with the others")
                .choiceIf(raising && failure.checked(), Answer.ACCEPT, "Accept it as a known issue")
                .choice(Answer.HOLD, "Hold: leave it as it is, ask again later")
                .build();
    }

    private Failure failure(Situation situation, UnitOfChange unit) {
        Plan plan = situation.neededPlan();
        boolean rehearsal = unit.mode() == Mode.REHEARSE;
        Optional<Instant> last = windows.of(situation.key())
                .filter(window -> !rehearsal)
                .map(window -> plan.estimates().lastMoment(window.endsAt()));
        return new Failure(
                rehearsal,
                steps.last(unit.unitId(), Failures.STEPS)
                        .filter(step -> step.topic().equals(Topic.RUN_ACCEPTANCE_CHECKS.topic()))
                        .isPresent(),
                steps.proofSpent(unit.unitId()),
                WayBack.of(situation).exists(),
                last);
    }

    private Markdown facts(Situation situation, UnitOfChange unit, Failure failure) {
        Markdown text = targets.of(
                        situation, failure.rehearsal() ? List.of(unit) : units.newestToRaise(situation.key()))
                .fact(
                        "Last moment to decide",
                        failure.last().map(last -> situation.times().by(last, situation.now())));
        Instant backup = steps.backedUpAt(unit.unitId()).orElse(situation.now());
        return text.fact(
                        "A rollback takes",
                        rollbackTime.of(situation)
                                + steps.restoreTime(unit.unitId())
                                        .map(took -> ", the trial restore took " + Times.length(took))
                                        .orElse(""))
                .fact("What a rollback now loses", WayBack.of(situation).now(failure.written()))
                .fact("The backup is of", situation.times().at(backup));
    }

    private static String suggestion(Failure failure, Instant now) {
        if (failure.rehearsal()) {
            return "roll back, correct what it shows, and plan again: this is the rehearsal, nothing is lost";
        } else if (!failure.back()) {
            return "repair it and check again: this method has no way back";
        } else if (failure.last()
                .filter(last -> last.isBefore(now.plus(HARDLY_TIME)))
                .isPresent()) {
            return "roll back: there is hardly time left to try anything else";
        }
        return failure.checked()
                ? "roll back, unless you know what the checks dislike and can repair it in the time left"
                : "roll back: what stopped apply once will stop it again, unless you have removed the cause";
    }

    /** Others may fail while this waits, so what one decision serves is told by its kind; nothing for a target alone. */
    private Markdown alike(UnitOfChange unit) {
        List<UnitOfChange> unsettled =
                others(unit).stream().filter(other -> other.result().isEmpty()).toList();
        if (unsettled.isEmpty()) {
            return new Markdown();
        }
        Markdown text = new Markdown().fact("Not settled yet", targets(unsettled));
        failures.of(unit).ifPresent(failure -> {
            List<String> asked =
                    failures.like(unit).stream().map(like -> like.unitId()).toList();
            text.fact("All like it", "whoever is asked about the same when you answer: " + plain(failure.inWords()))
                    .fact(
                            "Asked about it when this was asked",
                            targets(unsettled.stream()
                                    .filter(other -> asked.contains(other.unitId()))
                                    .toList()))
                    .text("One that fails later is asked about again.");
        });
        return text;
    }

    private static String targets(List<UnitOfChange> units) {
        return plain(units.stream().map(AllLikeIt::name).collect(Collectors.joining(", ")));
    }

    private List<UnitOfChange> others(UnitOfChange unit) {
        return units.of(unit.upgradeKey()).stream()
                .filter(other -> other.mode() == Mode.RAISE && !other.unitId().equals(unit.unitId()))
                .toList();
    }
}

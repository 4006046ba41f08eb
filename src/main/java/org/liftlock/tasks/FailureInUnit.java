package org.liftlock.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    private static final List<String> STEPS = List.of(Topic.APPLY_UPGRADE.topic(), Topic.RUN_ACCEPTANCE_CHECKS.topic());

    private final FailedStep failed;
    private final StepFacts steps;
    private final Windows windows;
    private final Units units;
    private final RollbackTime rollbackTime;

    FailureInUnit(FailedStep failed, StepFacts steps, Windows windows, Units units, RollbackTime rollbackTime) {
        this.failed = failed;
        this.steps = steps;
        this.windows = windows;
        this.units = units;
        this.rollbackTime = rollbackTime;
    }

    /** @param checked the checks have run, so apply itself had ended well or was said to have */
    private record Failure(
            boolean rehearsal, boolean checked, boolean written, boolean back, Optional<Duration> left) {}

    Asked ask(Asked.Builder asked, Situation situation, UnitOfChange unit) {
        Failure failure = failure(situation, unit);
        boolean raising = !failure.rehearsal();
        return asked.onSilence(
                        failure.rehearsal()
                                ? "the rehearsal goes back"
                                : ApproveUpgrade.silence(situation.neededPlan()))
                .show(Shown.FAILURE, failed.withChecks(unit, STEPS))
                .show(Shown.FACTS, facts(situation, unit, failure))
                .show(Shown.SUGGESTION, new Markdown().fact("Suggestion", suggestion(failure)))
                .choiceIf(failure.back(), Answer.GO_BACK, "Roll back")
                .choiceIf(!failure.written(), Answer.RETRY, "Apply again")
                .choice(Answer.CHECK_AGAIN, "I repaired it: check again")
                .choiceIf(
                        raising && failure.back() && others(unit),
                        Answer.LEAVE_OUT,
                        "Leave this target out: take it back, go on with the others")
                .choiceIf(raising && failure.checked(), Answer.ACCEPT, "Accept it as a known issue")
                .choice(Answer.HOLD, "Hold: leave it as it is, ask again later")
                .build();
    }

    private Failure failure(Situation situation, UnitOfChange unit) {
        Plan plan = situation.neededPlan();
        boolean rehearsal = unit.mode() == Mode.REHEARSE;
        Optional<Duration> left = windows.of(situation.key())
                .filter(window -> !rehearsal)
                .map(window ->
                        Duration.between(situation.now(), plan.estimates().lastMoment(window.endsAt())));
        return new Failure(
                rehearsal,
                steps.last(unit.unitId(), STEPS)
                        .filter(step -> step.topic().equals(Topic.RUN_ACCEPTANCE_CHECKS.topic()))
                        .isPresent(),
                steps.proofSpent(unit.unitId()),
                WayBack.of(situation).exists(),
                left);
    }

    private Markdown facts(Situation situation, UnitOfChange unit, Failure failure) {
        Markdown text = new Markdown();
        failure.left()
                .ifPresent(left -> text.fact(
                        "Until the last moment to decide",
                        left.isNegative() ? "it passed " + Times.length(left) + " ago" : Times.length(left)));
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

    private static String suggestion(Failure failure) {
        if (failure.rehearsal()) {
            return "roll back, correct what it shows, and plan again: this is the rehearsal, nothing is lost";
        } else if (!failure.back()) {
            return "repair it and check again: this method has no way back";
        } else if (failure.left()
                .filter(left -> left.compareTo(Duration.ofMinutes(15)) < 0)
                .isPresent()) {
            return "roll back: there is hardly time left to try anything else";
        }
        return failure.checked()
                ? "roll back, unless you know what the checks dislike and can repair it in the time left"
                : "roll back: what stopped apply once will stop it again, unless you have removed the cause";
    }

    private boolean others(UnitOfChange unit) {
        return units.of(unit.upgradeKey()).stream()
                        .filter(other -> other.mode() == Mode.RAISE)
                        .count()
                > 1;
    }
}

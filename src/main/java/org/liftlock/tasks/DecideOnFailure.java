package org.liftlock.tasks;

import java.util.List;
import java.util.Set;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.Units;
import org.liftlock.process.Topic;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** Apply or its checks have failed on a unit, or trouble showed afterwards: what now (R40)? */
@Component
class DecideOnFailure implements Question {

    private static final List<String> STEPS = List.of(Topic.APPLY_UPGRADE.topic(), Topic.RUN_ACCEPTANCE_CHECKS.topic());

    private final FailureInUnit inUnit;
    private final TroubleAfterwards afterwards;
    private final StepFacts steps;
    private final KnownIssues issues;
    private final Units units;
    private final WindowOfItsOwn own;

    DecideOnFailure(
            FailureInUnit inUnit,
            TroubleAfterwards afterwards,
            StepFacts steps,
            KnownIssues issues,
            Units units,
            WindowOfItsOwn own) {
        this.inUnit = inUnit;
        this.afterwards = afterwards;
        this.steps = steps;
        this.issues = issues;
        this.units = units;
        this.own = own;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.DECIDE_ON_FAILURE);
    }

    @Override
    public Asked ask(Situation situation) {
        Asked.Builder asked = Asked.to(Assignment.toDecider(situation)).propose("reach", "this");
        own.offerWhenOver(asked, situation);
        return situation
                .unit()
                .map(unit -> inUnit.ask(asked, situation, unit))
                .orElseGet(() -> afterwards.ask(asked, situation));
    }

    @Override
    public Taken take(Given given) {
        given.situation()
                .unit()
                .filter(unit ->
                        given.fields().text("reach").filter("all-alike"::equals).isPresent())
                .filter(this::hasOthers)
                .ifPresent(unit -> {
                    throw new AnswerRefused("Field \"For which targets?\": each target is decided on its own so far;"
                            + " choose \"This one\"");
                });
        if (given.situation().unit().isPresent()) {
            own.openWhenOver(given);
        } else if (given.answers(Answer.GO_BACK)) {
            own.open(given);
        }
        if (given.answers(Answer.ACCEPT)) {
            issues.note(given.key(), Issue.of(given, "Accepted: " + what(given) + given.remark()), given.by());
        }
        return Taken.answer(given.answer(), RuleId.R40, given.answer().replace('-', ' ') + ": " + given.remark());
    }

    private boolean hasOthers(UnitOfChange unit) {
        return units.of(unit.upgradeKey()).stream()
                .anyMatch(other -> other.mode() == Mode.RAISE
                        && !other.unitId().equals(unit.unitId())
                        && other.result().isEmpty());
    }

    private String what(Given given) {
        return given.situation()
                .unit()
                .flatMap(unit -> steps.last(unit.unitId(), STEPS))
                .map(step -> step.summary() + ". ")
                .orElse("");
    }
}

package org.liftlock.apply;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.liftlock.descriptor.Action;
import org.liftlock.descriptor.Bracket;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Effects;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepOutcome;
import org.liftlock.effect.StepWork;
import org.liftlock.effect.Undo;
import org.liftlock.launcher.Command;
import org.liftlock.lifecycle.Units;
import org.liftlock.naming.TargetId;
import org.springframework.stereotype.Component;

/**
 * Opens what is done around a unit, such as taking a node out of its load balancer: one after another, each with its undo
 * written down before it runs.
 */
@Component
class OpenBrackets implements StepHandler {

    private final Units units;
    private final Effects effects;
    private final KeptValues kept;

    OpenBrackets(Units units, Effects effects, KeptValues kept) {
        this.units = units;
        this.effects = effects;
        this.kept = kept;
    }

    @Override
    public StepWork prepare(Step step) {
        List<StepWork.Order> orders = new ArrayList<>();
        int turn = 0;
        for (Bracket bracket : brackets(step.unit())) {
            Undo undo = new Undo(bracket.name(), commands(bracket.undo()), bracket.keeps());
            for (TargetId where : bracket.where()) {
                orders.add(new StepWork.Order(where, commands(bracket.open()))
                        .inTurn(turn)
                        .undoneBy(undo));
            }
            turn++;
        }
        return orders.isEmpty()
                ? new StepWork.Known(StepAnswer.succeeded("The description names no brackets"))
                : new StepWork.Effects(EffectKind.BRACKET_DO, orders);
    }

    /** What was to be remembered is looked for at once: a bracket that cannot be closed again is no way to begin. */
    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        StepAnswer answer = StepAnswer.worstOf(results, "The brackets are open");
        if (answer.outcome() != StepOutcome.SUCCEEDED) {
            return answer;
        }
        String missing = effects.opened(step.unit()).stream()
                .map(kept::of)
                .flatMap(found -> found.missing().stream())
                .collect(Collectors.joining("; "));
        return missing.isEmpty() ? answer : StepAnswer.failed(missing);
    }

    /** Several targets of a unit may ask for the same thing, such as another system that only reads meanwhile. */
    private Set<Bracket> brackets(String unitId) {
        Set<Bracket> brackets = new LinkedHashSet<>();
        for (TargetDescription target : units.describe(units.find(unitId))) {
            brackets.addAll(target.around());
        }
        return brackets;
    }

    private static List<Command> commands(List<Action> actions) {
        return actions.stream().map(Action::command).toList();
    }
}

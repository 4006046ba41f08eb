package org.liftlock.apply;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.liftlock.descriptor.Action;
import org.liftlock.descriptor.Bracket;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepWork;
import org.liftlock.effect.Undo;
import org.liftlock.launcher.Command;
import org.liftlock.lifecycle.Units;
import org.liftlock.naming.TargetId;
import org.springframework.stereotype.Component;

/**
 * What is done around a unit, such as taking a node out of its load balancer: opened one after another, each with its undo
 * written down before it runs.
 */
@Component
class Brackets {

    private final Units units;

    Brackets(Units units) {
        this.units = units;
    }

    StepWork open(String unitId, EffectKind kind) {
        List<StepWork.Order> orders = new ArrayList<>();
        int turn = 0;
        for (Bracket bracket : of(unitId)) {
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
                : new StepWork.Effects(kind, orders);
    }

    /** Several targets of a unit may ask for the same thing, such as another system that only reads meanwhile. */
    private Set<Bracket> of(String unitId) {
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

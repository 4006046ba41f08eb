package org.liftlock.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.liftlock.descriptor.Action;
import org.liftlock.descriptor.Bracket;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepWork;
import org.liftlock.launcher.Command;
import org.liftlock.lifecycle.Units;
import org.liftlock.naming.TargetId;
import org.springframework.stereotype.Component;

/** What is done around a unit on other targets, such as taking a node out of its load balancer. */
@Component
class Brackets {

    private final Units units;

    Brackets(Units units) {
        this.units = units;
    }

    StepWork on(Step step, EffectKind kind, Function<Bracket, List<Action>> part) {
        Map<TargetId, List<Command>> commands = new LinkedHashMap<>();
        for (TargetDescription target : units.describe(units.find(step.unit()))) {
            for (Bracket bracket : target.around()) {
                for (TargetId where : bracket.where()) {
                    part.apply(bracket)
                            .forEach(action -> commands.computeIfAbsent(where, first -> new ArrayList<>())
                                    .add(action.command()));
                }
            }
        }
        return commands.isEmpty()
                ? new StepWork.Known(StepAnswer.succeeded("The description names no brackets"))
                : new StepWork.Effects(
                        kind,
                        commands.entrySet().stream()
                                .map(entry -> new StepWork.Order(entry.getKey(), entry.getValue()))
                                .toList());
    }
}

package org.liftlock.apply;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepWork;
import org.liftlock.launcher.Command;
import org.liftlock.lifecycle.Units;
import org.springframework.stereotype.Component;

/** The same commands of the description on every target of a unit. */
@Component
class UnitCommands {

    private final Units units;

    UnitCommands(Units units) {
        this.units = units;
    }

    StepWork on(
            Step step,
            EffectKind kind,
            Function<TargetDescription, List<Command>> commands,
            Optional<StepWork.Proof> proof,
            String nothingToDo) {
        List<StepWork.Order> orders = units.describe(units.find(step.unit())).stream()
                .filter(target -> !commands.apply(target).isEmpty())
                .map(target -> new StepWork.Order(target.target(), commands.apply(target), proof))
                .toList();
        return orders.isEmpty()
                ? new StepWork.Known(StepAnswer.succeeded(nothingToDo))
                : new StepWork.Effects(kind, orders);
    }
}

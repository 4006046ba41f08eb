package org.liftlock.effect;

import java.util.List;
import java.util.function.Function;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.launcher.Command;
import org.liftlock.lifecycle.Units;
import org.springframework.stereotype.Component;

/** The same commands of the description on every target of a unit. */
@Component
public class UnitCommands {

    private final Units units;

    UnitCommands(Units units) {
        this.units = units;
    }

    /** Known at once when no target has any of these commands. */
    public StepWork on(
            Step step, EffectKind kind, Function<TargetDescription, List<Command>> commands, String nothingToDo) {
        return work(units.describe(units.find(step.unit())), kind, commands, nothingToDo);
    }

    /** The same on targets that run the new version by now. */
    public StepWork onRaised(
            Step step, EffectKind kind, Function<TargetDescription, List<Command>> commands, String nothingToDo) {
        return work(units.describeAsRaised(units.find(step.unit())), kind, commands, nothingToDo);
    }

    private static StepWork work(
            List<TargetDescription> targets,
            EffectKind kind,
            Function<TargetDescription, List<Command>> commands,
            String nothingToDo) {
        List<StepWork.Order> orders = targets.stream()
                .filter(target -> !commands.apply(target).isEmpty())
                .map(target -> new StepWork.Order(target.target(), commands.apply(target)))
                .toList();
        return orders.isEmpty()
                ? new StepWork.Known(StepAnswer.succeeded(nothingToDo))
                : new StepWork.Effects(kind, orders);
    }
}

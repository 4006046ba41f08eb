package org.liftlock.effect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.Rebooting;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.lifecycle.Units;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Reboots the targets of a unit, one after another, where their description asks for it. */
@Component
public class UnitReboots {

    /** From the order until the machine is down; what still runs then says that it did not go down. */
    private static final Duration GOING_DOWN = Duration.ofMinutes(10);

    private static final String WAIT = "sleep \"$1\"; echo 'The machine did not go down.'; exit 1";

    private final Units units;
    private final Launchers launchers;
    private final String bootIdFile;

    UnitReboots(
            Units units,
            Launchers launchers,
            @Value("${liftlock.launcher.boot-id-file:/proc/sys/kernel/random/boot_id}") String bootIdFile) {
        this.units = units;
        this.launchers = launchers;
        this.bootIdFile = bootIdFile;
    }

    /** Known at once when none has to be. */
    public StepWork on(Step step, EffectKind kind, Optional<StepWork.Proof> proof) {
        List<StepWork.Order> orders = new ArrayList<>();
        for (TargetDescription target : units.describeInUse(units.find(step.unit()))) {
            if (wanted(target)) {
                orders.add(new StepWork.Order(target.target(), commands(target.reboot()), proof).inTurn(orders.size()));
            }
        }
        return orders.isEmpty()
                ? new StepWork.Known(StepAnswer.succeeded("No reboot is needed"))
                : new StepWork.Effects(kind, orders);
    }

    private boolean wanted(TargetDescription target) {
        return switch (target.reboot().when()) {
            case NEVER -> false;
            case ALWAYS -> true;
            case IF_REQUIRED -> isRequired(target);
        };
    }

    private boolean isRequired(TargetDescription target) {
        Launcher launcher = launchers.of(target.target());
        return target.reboot().required().stream()
                .allMatch(command ->
                        command.success().contains(launcher.read(command).exitCode()));
    }

    /** The first line printed is the boot it began in. */
    private List<Command> commands(Rebooting reboot) {
        List<Command> commands = new ArrayList<>();
        commands.add(Command.of("cat", bootIdFile));
        commands.addAll(reboot.commands());
        commands.add(Command.of("sh", "-c", WAIT, "wait", String.valueOf(GOING_DOWN.toSeconds()))
                .within(GOING_DOWN.plusMinutes(1)));
        return commands;
    }
}

package org.liftlock.apply;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.descriptor.Finish;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Whether a step is left that may only come after sign-off: the one that destroys the way back. */
@Component
class FindWhatIsLeftToDo implements JavaDelegate {

    private final Upgrades upgrades;
    private final Units units;
    private final Clock clock;

    FindWhatIsLeftToDo(Upgrades upgrades, Units units, Clock clock) {
        this.upgrades = upgrades;
        this.units = units;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        UpgradeDescription description = upgrades.describe(key);
        boolean raised = units.of(key).stream()
                .anyMatch(unit -> unit.mode() == Mode.RAISE
                        && unit.result().filter(Result.RAISED::equals).isPresent());
        Duration wait = description.request().finish().map(Finish::waiting).orElse(Duration.ZERO);
        Variables.REBUILD_NEEDED.set(execution, false);
        Variables.FINISH_NEEDED.set(execution, raised && description.method().finishes());
        Variables.FINISH_AT.set(execution, Date.from(clock.instant().plus(wait)));
    }
}

package org.liftlock.apply;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.descriptor.Finish;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Which steps are left that may only come after sign-off: rebuilding what was held, and destroying the way back. */
@Component
class FindWhatIsLeftToDo implements JavaDelegate {

    private final Upgrades upgrades;
    private final RaisedTargets raised;
    private final Clock clock;

    FindWhatIsLeftToDo(Upgrades upgrades, RaisedTargets raised, Clock clock) {
        this.upgrades = upgrades;
        this.raised = raised;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        UpgradeDescription description = upgrades.describe(key);
        Duration wait = description.request().finish().map(Finish::waiting).orElse(Duration.ZERO);
        Variables.REBUILD_NEEDED.set(
                execution, !raised.orders(key, TargetDescription::afterSignOff).isEmpty());
        Variables.FINISH_NEEDED.set(
                execution, raised.any(key) && description.method().finishes());
        Variables.FINISH_AT.set(execution, Date.from(clock.instant().plus(wait)));
    }
}

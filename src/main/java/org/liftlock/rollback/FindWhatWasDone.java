package org.liftlock.rollback;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.effect.Effects;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** After a stop: whether the unit may have been changed, by what the journal says. */
@Component
class FindWhatWasDone implements JavaDelegate {

    private final Effects effects;

    FindWhatWasDone(Effects effects) {
        this.effects = effects;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Variables.APPLY_STARTED.set(execution, effects.applyStarted(Variables.UNIT_ID.get(execution)));
    }
}

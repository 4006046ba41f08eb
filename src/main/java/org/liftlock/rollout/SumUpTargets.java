package org.liftlock.rollout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Never "complete" at seven of eight (R41). */
@Component
class SumUpTargets implements JavaDelegate {

    private final Waves waves;

    SumUpTargets(Waves waves) {
        this.waves = waves;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        Variables.ROLLOUT_OUTCOME.set(execution, waves.sum(key));
        Variables.TRY_AGAIN.set(execution, waves.worthAnotherWindow(key));
    }
}

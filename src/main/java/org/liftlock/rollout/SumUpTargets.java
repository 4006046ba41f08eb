package org.liftlock.rollout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
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
        execution.setVariable("rolloutOutcome", waves.sum(key));
        execution.setVariable("tryAgain", waves.worthAnotherWindow(key));
    }
}

package org.liftlock.rollout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** The next wave, as orders and earlier waves allow. */
@Component
class FormNextWave implements JavaDelegate {

    private final Waves waves;

    FormNextWave(Waves waves) {
        this.waves = waves;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Waves.Next next = waves.next(execution.getProcessBusinessKey(), "BACK".equals(execution.getVariable("mode")));
        execution.setVariable("next", next.next());
        execution.setVariable("waveSize", next.size());
        next.waveId().ifPresent(waveId -> execution.setVariable("waveId", waveId));
    }
}

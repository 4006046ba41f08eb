package org.liftlock.rollout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.process.Variables;
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
        Waves.Next next = waves.next(
                execution.getProcessBusinessKey(), Variables.MODE.get(execution).equals("BACK"));
        Variables.NEXT.set(execution, next.next());
        Variables.WAVE_SIZE.set(execution, next.size());
        next.waveId().ifPresent(waveId -> Variables.WAVE_ID.set(execution, waveId));
    }
}

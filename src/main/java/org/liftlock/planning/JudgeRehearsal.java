package org.liftlock.planning;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Whether the rehearsal showed that the upgrade, its checks and its way back work (R18, R20, R22). */
@Component
class JudgeRehearsal implements JavaDelegate {

    private final Rehearsals rehearsals;

    JudgeRehearsal(Rehearsals rehearsals) {
        this.rehearsals = rehearsals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Variables.REHEARSAL_PROVEN.set(execution, rehearsals.judge(execution.getProcessBusinessKey()));
    }
}

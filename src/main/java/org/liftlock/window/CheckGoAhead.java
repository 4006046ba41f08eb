package org.liftlock.window;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Whether everything that was agreed still holds now that the window is open (R26, R28, R30, R31). */
@Component
class CheckGoAhead implements JavaDelegate {

    private final GoAhead goAhead;

    CheckGoAhead(GoAhead goAhead) {
        this.goAhead = goAhead;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Variables.MAY_START.set(execution, goAhead.check(execution.getProcessBusinessKey()));
    }
}

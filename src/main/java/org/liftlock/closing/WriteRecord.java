package org.liftlock.closing;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.lifecycle.Outcome;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Sums up how the upgrade ended, and whether anything is left that a person has to look at (R29, R46, R47). */
@Component
class WriteRecord implements JavaDelegate {

    private final Closing closing;

    WriteRecord(Closing closing) {
        this.closing = closing;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        Outcome outcome = closing.sum(key);
        closing.letGo(key);
        Variables.DEBTS_OPEN.set(execution, closing.debtsOpen(key));
        Variables.ANYTHING_OPEN.set(execution, closing.anythingOpen(key, outcome));
    }
}

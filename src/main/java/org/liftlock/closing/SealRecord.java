package org.liftlock.closing;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Closes the upgrade and keeps its record under a digest (R46, R49). */
@Component
class SealRecord implements JavaDelegate {

    private final UpgradeRecords records;

    SealRecord(UpgradeRecords records) {
        this.records = records;
    }

    @Override
    public void execute(DelegateExecution execution) {
        records.seal(execution.getProcessBusinessKey());
    }
}

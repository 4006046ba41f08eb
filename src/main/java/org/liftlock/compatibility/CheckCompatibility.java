package org.liftlock.compatibility;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Whether the new version fits what there is (R10, R12). */
@Component
class CheckCompatibility implements JavaDelegate {

    private final CompatibilityRules rules;

    CheckCompatibility(CompatibilityRules rules) {
        this.rules = rules;
    }

    @Override
    public void execute(DelegateExecution execution) {
        rules.check(execution.getProcessBusinessKey());
    }
}

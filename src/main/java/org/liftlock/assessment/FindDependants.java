package org.liftlock.assessment;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Upgrades;
import org.springframework.stereotype.Component;

/** Names who depends on the system, so that they are told and their owners can be asked (R09). */
@Component
class FindDependants implements JavaDelegate {

    private final Upgrades upgrades;
    private final Findings findings;

    FindDependants(Upgrades upgrades, Findings findings) {
        this.upgrades = upgrades;
        this.findings = findings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        UpgradeDescription description = upgrades.describe(key);
        List<Finding> found = description.usedBy().stream()
                .map(dependant -> new Finding(
                        RuleId.R09,
                        Finding.Severity.TELLS,
                        "find-dependants",
                        dependant.value(),
                        dependant + " uses " + description.name(),
                        "Its owner is told before the window and after it"))
                .toList();
        findings.replace(key, "find-dependants", found);
    }
}

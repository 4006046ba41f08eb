package org.liftlock.planning;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Holds the plan against the rules; what blocks goes back to the planner with its remedy. */
@Component
class CheckPlan implements JavaDelegate {

    private final PlanRules rules;
    private final Findings findings;

    CheckPlan(PlanRules rules, Findings findings) {
        this.rules = rules;
        this.findings = findings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        List<Finding> found = rules.check(key);
        findings.replace(key, PlanRules.ORIGIN, found);
        Variables.REHEARSAL_NEEDED.set(
                execution, Variables.REHEARSAL_NEEDED.get(execution) && !rules.maySkipRehearsal(key));
        Variables.PLAN_SOUND.set(
                execution, found.stream().noneMatch(finding -> finding.severity() == Finding.Severity.BLOCKS));
    }
}

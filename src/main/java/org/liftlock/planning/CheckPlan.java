package org.liftlock.planning;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.lifecycle.Finding;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Holds the plan against the rules; what blocks goes back to the planner with its remedy. */
@Component
class CheckPlan implements JavaDelegate {

    private final PlanRules rules;

    CheckPlan(PlanRules rules) {
        this.rules = rules;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        List<Finding> found = rules.note(key);
        Variables.REHEARSAL_NEEDED.set(
                execution, Variables.REHEARSAL_NEEDED.get(execution) && !rules.maySkipRehearsal(key));
        Variables.PLAN_SOUND.set(
                execution, found.stream().noneMatch(finding -> finding.severity() == Finding.Severity.BLOCKS));
    }
}

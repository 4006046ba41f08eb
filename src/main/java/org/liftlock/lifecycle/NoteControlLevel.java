package org.liftlock.lifecycle;

import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Writes down what the decision table says about an upgrade, in words (R02). What an emergency shortens becomes owed. */
@Component
class NoteControlLevel implements ExecutionListener {

    private final Upgrades upgrades;
    private final Debts debts;

    NoteControlLevel(Upgrades upgrades, Debts debts) {
        this.upgrades = upgrades;
        this.debts = debts;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        DmnDecisionResultEntries row = ((DmnDecisionResult) execution.getVariable("decisionResult")).getSingleResult();
        if (row == null) {
            throw new IllegalStateException("R02: the table \"Control level\" has no rule for " + key
                    + "; its last rule has to fit everything");
        }
        ControlLevel level = ControlLevel.valueOf((String) row.getEntry("level"));
        upgrades.control(key, level, (String) row.getEntry("why"), (String) row.getEntry("monitoringFor"), (String)
                row.get("approverRoles"));
        boolean rehearsal = (Boolean) row.getEntry("rehearsalNeeded");
        if (level == ControlLevel.EMERGENCY) {
            debts.oweForEmergency(key, upgrades.find(key).requestedBy(), rehearsal);
        }
        Variables.CONTROL_LEVEL.set(execution, level.name());
        Variables.APPROVALS_NEEDED.set(execution, ((Number) row.getEntry("approvalsNeeded")).intValue());
        Variables.REHEARSAL_NEEDED.set(execution, rehearsal);
    }
}

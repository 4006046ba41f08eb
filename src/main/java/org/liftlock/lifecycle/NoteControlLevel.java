package org.liftlock.lifecycle;

import java.util.Map;
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
        @SuppressWarnings("unchecked")
        Map<String, Object> row = (Map<String, Object>) execution.getVariable("decisionResult");
        if (row == null) {
            throw new IllegalStateException("R02: the table \"Control level\" has no rule for " + key
                    + "; its last rule has to fit everything");
        }
        ControlLevel level = ControlLevel.valueOf((String) row.get("level"));
        upgrades.control(key, level, (String) row.get("why"), (String) row.get("monitoringFor"), (String)
                row.get("approverRoles"));
        boolean rehearsal = (Boolean) row.get("rehearsalNeeded");
        if (level == ControlLevel.EMERGENCY) {
            debts.oweForEmergency(key, upgrades.find(key).requestedBy(), rehearsal);
        }
        Variables.CONTROL_LEVEL.set(execution, level.name());
        Variables.APPROVALS_NEEDED.set(execution, ((Number) row.get("approvalsNeeded")).intValue());
        Variables.REHEARSAL_NEEDED.set(execution, rehearsal);
    }
}

package org.liftlock.approval;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** What the approvers have said together: one refusal is enough, one wish for changes too, else all have to approve. */
@Component
class CountApprovals implements JavaDelegate {

    private final Approvals approvals;

    CountApprovals(Approvals approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Variables.APPROVAL_VERDICT.set(execution, approvals.verdict(execution.getProcessBusinessKey()));
    }
}

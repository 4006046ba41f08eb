package org.liftlock.planning;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Fills in a plan from the description, the request and what was measured before. */
@Component
class DraftPlan implements JavaDelegate {

    private final Drafts drafts;

    DraftPlan(Drafts drafts) {
        this.drafts = drafts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        drafts.draft(execution.getProcessBusinessKey());
    }
}

package org.liftlock.lifecycle;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Remembers by which end event a block was left, for the gateway behind it. */
@Component
class NoteEnding implements ExecutionListener {

    @Override
    public void notify(DelegateExecution execution) {
        execution.getProcessInstance().setVariable("ending", execution.getCurrentActivityId());
    }
}

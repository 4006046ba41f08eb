package org.liftlock.process;

import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;

/** A form is submitted with its own fields, and nothing else. */
final class GuardedFormService extends FormServiceImpl {

    @Override
    public void submitTaskForm(String task, Map<String, Object> content) {
        HandedIn.check(commandExecutor, task, content);
        super.submitTaskForm(task, content);
    }

    @Override
    public VariableMap submitTaskFormWithVariablesInReturn(
            String task, Map<String, Object> content, boolean deserialize) {
        HandedIn.check(commandExecutor, task, content);
        return super.submitTaskFormWithVariablesInReturn(task, content, deserialize);
    }
}

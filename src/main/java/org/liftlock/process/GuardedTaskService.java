package org.liftlock.process;

import java.util.Map;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;

/** Tasks are completed with what their form asks for, and nothing else. */
final class GuardedTaskService extends TaskServiceImpl {

    @Override
    public void complete(String task, Map<String, Object> content) {
        HandedIn.check(commandExecutor, task, content);
        super.complete(task, content);
    }

    @Override
    public VariableMap completeWithVariablesInReturn(String task, Map<String, Object> content, boolean deserialize) {
        HandedIn.check(commandExecutor, task, content);
        return super.completeWithVariablesInReturn(task, content, deserialize);
    }

    @Override
    public void resolveTask(String task, Map<String, Object> content) {
        HandedIn.check(commandExecutor, task, content);
        super.resolveTask(task, content);
    }
}

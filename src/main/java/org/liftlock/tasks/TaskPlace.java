package org.liftlock.tasks;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.liftlock.process.Variables;

/** Reads from a task of the engine where in the models it is; what both listeners share. */
abstract class TaskPlace implements TaskListener {

    static Place of(DelegateTask task) {
        return new Place(
                task.getExecution().getProcessBusinessKey(),
                task.getProcessDefinitionId().replaceFirst(":.*", ""),
                task.getTaskDefinitionKey(),
                Variables.UNIT_ID.look(task),
                Optional.ofNullable(task.getVariable("loopCounter"))
                        .map(turn -> ((Number) turn).intValue())
                        .orElse(0),
                Variables.MOMENT.look(task),
                Variables.MAY_START.look(task),
                Optional.ofNullable(task.getDueDate()).map(Date::getTime).map(Instant::ofEpochMilli));
    }

    /** The name of the form; a task without one has no fields. */
    static Optional<String> form(DelegateTask task) {
        return Optional.ofNullable(task.getBpmnModelElementInstance().getCamundaFormRef());
    }
}

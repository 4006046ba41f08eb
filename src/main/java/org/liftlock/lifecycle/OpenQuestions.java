package org.liftlock.lifecycle;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.liftlock.process.UpgradeProcess;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions that wait for an answer in the processes of an upgrade's units. */
@Component
public class OpenQuestions {

    private final TaskService tasks;
    private final JdbcClient jdbc;

    OpenQuestions(TaskService tasks, JdbcClient jdbc) {
        this.tasks = tasks;
        this.jdbc = jdbc;
    }

    /** Ids of the units in whose processes the question is open. */
    public Set<String> unitsAsked(String upgradeKey, String element) {
        Set<String> asking = tasks
                .createTaskQuery()
                .processInstanceBusinessKey(upgradeKey)
                .processDefinitionKey(UpgradeProcess.CHANGE_TARGET)
                .taskDefinitionKey(element)
                .list()
                .stream()
                .map(Task::getProcessInstanceId)
                .collect(Collectors.toSet());
        return asking.isEmpty()
                ? Set.of()
                : jdbc.sql("""
                        select unit_id from unit_of_change where upgrade_key = :key and process_instance in (:asking)
                        """)
                        .param("key", upgradeKey)
                        .param("asking", asking)
                        .query(String.class)
                        .set();
    }

    /**
     * Ends the question in the process of the unit; who answers it, and how, is for its listener to say. Not to be called in
     * the name of a person.
     *
     * @return false when the question is not open there
     */
    public boolean end(String unitId, String element) {
        Optional<Task> open = jdbc.sql("select process_instance from unit_of_change where unit_id = ?")
                .param(unitId)
                .query(String.class)
                .optional()
                .map(instance -> tasks.createTaskQuery()
                        .processInstanceId(instance)
                        .taskDefinitionKey(element)
                        .singleResult());
        open.ifPresent(task -> tasks.complete(task.getId()));
        return open.isPresent();
    }
}

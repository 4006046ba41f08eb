package org.liftlock.process;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/**
 * What a logged-in person hands in with a task. The engine would write whatever comes beside the fields of a form into the
 * process: the key of another upgrade, a unit, a turn, an answer nobody gave. The fields of our forms are variables of
 * the task itself, so anything else is refused; a task of a process owner's own may bring new variables, but change none.
 */
final class HandedIn implements Command<Void> {

    private final String task;
    private final Set<String> names;

    private HandedIn(String task, Map<String, Object> content) {
        this.task = task;
        this.names = new TreeSet<>(content.keySet());
    }

    static void check(CommandExecutor executor, String task, Map<String, Object> content) {
        if (task != null && content != null && !content.isEmpty()) {
            executor.execute(new HandedIn(task, content));
        }
    }

    @Override
    public Void execute(CommandContext context) {
        TaskEntity found = context.getTaskManager().findTaskById(task);
        if (context.getAuthentication() == null || found == null) {
            return null;
        }
        Set<String> fields = found.getVariableNamesLocal();
        names.removeAll(fields);
        names.removeIf(name -> fields.isEmpty()
                && !found.hasVariable(name)
                && !Variables.names().contains(name));
        if (!names.isEmpty()) {
            throw new Refusal("\"" + String.join("\", \"", names) + "\": no field of \"" + found.getName()
                    + "\". Nothing was taken; send only what its form asks for");
        }
        return null;
    }
}

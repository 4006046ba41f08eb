package org.liftlock.security;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/**
 * The lists people find in Tasklist. They refresh by themselves. None uses an expression such as the current user:
 * stored queries may not evaluate any, and need not, because the engine shows everyone only tasks assigned or offered
 * to them.
 */
@Component
class TaskFilters {

    private final FilterService filters;
    private final TaskService tasks;
    private final Authorisations authorisations;

    TaskFilters(FilterService filters, TaskService tasks, Authorisations authorisations) {
        this.filters = filters;
        this.tasks = tasks;
        this.authorisations = authorisations;
    }

    void create() {
        create("All my tasks", "Everything assigned or offered to me", -30, tasks.createTaskQuery());
        create(
                "Offered to my groups",
                "Nobody has taken these yet",
                -20,
                tasks.createTaskQuery().taskUnassigned());
        create(
                "Taken",
                "Somebody is working on these",
                -10,
                tasks.createTaskQuery().taskAssigned());
    }

    private void create(String name, String description, int priority, TaskQuery query) {
        Filter filter = filters.createTaskFilterQuery().filterName(name).list().stream()
                .findFirst()
                .orElseGet(() -> filters.saveFilter(
                        filters.newTaskFilter(name).setQuery(query).setProperties(properties(description, priority))));
        authorisations.letUseFilter(filter.getId());
    }

    private static Map<String, Object> properties(String description, int priority) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("description", description);
        properties.put("priority", priority);
        properties.put("color", "#1f5f8b");
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        properties.put("variables", List.of());
        return properties;
    }
}

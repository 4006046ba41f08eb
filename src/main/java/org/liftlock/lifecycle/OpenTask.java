package org.liftlock.lifecycle;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A task that waits for a person.
 *
 * @param decideUntil the moment after which the agreed answer is carried out or somebody else is asked
 * @param groups roles it is offered to while nobody has taken it
 */
public record OpenTask(
        String id,
        String name,
        String element,
        String upgrade,
        String system,
        String change,
        Optional<String> assignee,
        List<String> groups,
        Instant since,
        Optional<Instant> decideUntil) {

    /** Tasklist, but for the id of the task to open. */
    public static final String LIST = "/camunda/app/tasklist/default/#/?task=";

    static final Comparator<OpenTask> MOST_URGENT_FIRST = Comparator.comparing(
                    (OpenTask task) -> task.decideUntil().orElse(Instant.MAX))
            .thenComparing(OpenTask::since);

    /** Where Tasklist shows it. */
    public String link() {
        return LIST + id;
    }
}

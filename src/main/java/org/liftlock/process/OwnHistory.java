package org.liftlock.process;

import java.util.Set;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.AbstractHistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;

/**
 * The engine's full history without its book-keeping of things that went well. What a step did stands in the effect
 * journal and in the record; a job or external task that failed, and every value a person changed, stays here too.
 */
final class OwnHistory extends AbstractHistoryLevel {

    static final String NAME = "liftlock";

    /** Kept in the database, which refuses an engine of another level; the engine's own levels are 0 to 3. */
    private static final int ID = 7;

    private static final Set<HistoryEventTypes> WENT_WELL = Set.of(
            HistoryEventTypes.JOB_CREATE,
            HistoryEventTypes.JOB_SUCCESS,
            HistoryEventTypes.EXTERNAL_TASK_CREATE,
            HistoryEventTypes.EXTERNAL_TASK_SUCCESS);

    @Override
    public int getId() {
        return ID;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean isHistoryEventProduced(HistoryEventType type, Object entity) {
        if (type == HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL) {
            return byPerson();
        }
        return !(type instanceof HistoryEventTypes known && WENT_WELL.contains(known));
    }

    /** Every value has its last state in any case; this is about each change on the way there. */
    private static boolean byPerson() {
        CommandContext command = Context.getCommandContext();
        return command == null || command.getAuthenticatedUserId() != null;
    }
}

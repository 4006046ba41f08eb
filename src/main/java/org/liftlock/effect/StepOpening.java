package org.liftlock.effect;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Locks external tasks and opens their steps, together: a task that is locked and has no step is nobody's. */
@Component
class StepOpening {

    private static final Logger LOG = LoggerFactory.getLogger(StepOpening.class);

    private final EngineTasks engine;
    private final StepJournal steps;
    private final StepHandlers handlers;
    private final TransactionTemplate transaction;

    StepOpening(EngineTasks engine, StepJournal steps, StepHandlers handlers, TransactionTemplate transaction) {
        this.engine = engine;
        this.steps = steps;
        this.handlers = handlers;
        this.transaction = transaction;
    }

    List<StepJournal.Row> fetch(String worker, int limit) {
        try {
            return transaction.execute(status -> lock(worker, limit).stream()
                    .map(task -> steps.open(task, worker))
                    .toList());
        } catch (RuntimeException oneCannotBeOpened) {
            // One at a time, so that it does not hold up the others.
            return lock(worker, limit).stream()
                    .flatMap(task -> openAlone(task, worker).stream())
                    .toList();
        }
    }

    private List<LockedExternalTask> lock(String worker, int limit) {
        return engine.fetch(worker, handlers.topics(), limit);
    }

    private Optional<StepJournal.Row> openAlone(LockedExternalTask task, String worker) {
        try {
            return Optional.of(steps.open(task, worker));
        } catch (RuntimeException fault) {
            LOG.error("{} of {} cannot be opened", task.getTopicName(), task.getBusinessKey(), fault);
            engine.fault(task.getId(), worker, fault);
            return Optional.empty();
        }
    }
}

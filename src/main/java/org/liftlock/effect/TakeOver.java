package org.liftlock.effect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes what a node left that is gone this node's: its steps, and tasks it had locked but not yet opened a step for. */
@Component
class TakeOver {

    private final NodeLease lease;
    private final StepJournal steps;
    private final EngineTasks engine;
    private final TransactionTemplate transaction;

    TakeOver(NodeLease lease, StepJournal steps, EngineTasks engine, TransactionTemplate transaction) {
        this.lease = lease;
        this.steps = steps;
        this.engine = engine;
        this.transaction = transaction;
    }

    /** @param from the worker that is gone */
    record Inherited(StepJournal.Row step, String from) {}

    /** Each step with the engine's lock in one transaction: a step that is ours under another's lock would stand still. */
    List<Inherited> steps() {
        List<Inherited> inherited = new ArrayList<>();
        for (String gone : lease.deadWorkers()) {
            for (StepJournal.Row step : steps.undeliveredOf(gone)) {
                if (Boolean.TRUE.equals(transaction.execute(status -> adopt(step, gone)))) {
                    inherited.add(new Inherited(step, gone));
                }
            }
        }
        return inherited;
    }

    /** A node may die between the engine's lock and the step's row; without this its task would wait for the lock's end. */
    void freeUnopened() {
        Map<String, Boolean> gone = new HashMap<>();
        for (ExternalTask task : engine.locked()) {
            if (gone.computeIfAbsent(task.getWorkerId(), lease::isGone)
                    && steps.byExternalTask(task.getId()).isEmpty()) {
                engine.free(task.getId());
            }
        }
    }

    /** Steps of this node that wait to be delivered, or whose task it holds the lock of and has not given back. */
    List<StepJournal.Row> unknownToTheirOwner() {
        List<StepJournal.Row> own = steps.undeliveredOf(lease.worker());
        Set<String> held = own.isEmpty() ? Set.of() : engine.heldWithoutFault(lease.worker());
        return own.stream()
                .filter(step -> step.settled() || held.contains(step.externalTask()))
                .toList();
    }

    private boolean adopt(StepJournal.Row step, String gone) {
        if (!steps.adopt(step.stepId(), gone, lease.worker())) {
            return false;
        }
        if (engine.exists(step.externalTask())) {
            engine.relock(step.externalTask(), lease.worker());
        }
        return true;
    }
}

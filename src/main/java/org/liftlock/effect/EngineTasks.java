package org.liftlock.effect;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.externaltask.ExternalTaskQueryBuilder;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.liftlock.process.ExternalTaskLocks;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The engine's side of a step: locking, extending, completing and failing external tasks. */
@Component
class EngineTasks {

    static final Duration LOCK = Duration.ofMinutes(10);
    private static final int RETRIES = 4;

    private final ExternalTaskService tasks;
    private final RuntimeService runtime;
    private final ExternalTaskLocks locks;
    private final TransactionTemplate transaction;

    EngineTasks(
            ExternalTaskService tasks,
            RuntimeService runtime,
            ExternalTaskLocks locks,
            TransactionTemplate transaction) {
        this.tasks = tasks;
        this.locks = locks;
        this.runtime = runtime;
        this.transaction = transaction;
    }

    List<LockedExternalTask> fetch(String worker, Collection<String> topics, int limit) {
        ExternalTaskQueryBuilder query = tasks.fetchAndLock(limit, worker);
        for (String topic : topics) {
            query = query.topic(topic, LOCK.toMillis());
        }
        return query.execute();
    }

    boolean exists(String externalTask) {
        return tasks.createExternalTaskQuery().externalTaskId(externalTask).count() > 0;
    }

    /** Fails when the task is gone or its lock has passed to another worker; part of the launch transaction. */
    void extend(String externalTask, String worker) {
        tasks.extendLock(externalTask, worker, LOCK.toMillis());
    }

    /** All at once, those that are still locked by this worker. */
    void extendAll(Collection<String> externalTasks, String worker) {
        locks.extend(externalTasks, worker, LOCK);
    }

    /** Every task that somebody holds a lock of now. */
    List<ExternalTask> locked() {
        return tasks.createExternalTaskQuery().locked().list();
    }

    /** Tasks a worker holds the lock of, without those that wait for another try after a fault. */
    Set<String> heldWithoutFault(String worker) {
        return tasks.createExternalTaskQuery().workerId(worker).locked().list().stream()
                .filter(task -> task.getErrorMessage() == null)
                .map(ExternalTask::getId)
                .collect(Collectors.toSet());
    }

    /** Lets any worker fetch the task. */
    void free(String externalTask) {
        tasks.unlock(externalTask);
    }

    /** Takes over the lock of a worker that is gone. */
    void relock(String externalTask, String worker) {
        transaction.executeWithoutResult(status -> {
            tasks.unlock(externalTask);
            tasks.lock(externalTask, worker, LOCK.toMillis());
        });
    }

    void complete(String externalTask, String worker, StepAnswer answer) {
        Map<String, Object> local = new HashMap<>(answer.variables());
        local.put("outcome", answer.outcome().name());
        tasks.complete(externalTask, worker, null, local);
    }

    Map<String, Object> variables(String externalTask) {
        return task(externalTask)
                .map(task -> runtime.getVariables(task.getExecutionId()))
                .orElseGet(Map::of);
    }

    /** A fault of our own machinery: again after a while, each time later; after the last time an incident people see. */
    void fault(String externalTask, String worker, RuntimeException fault) {
        Integer left = task(externalTask).map(ExternalTask::getRetries).orElse(null);
        int retries = left == null ? RETRIES : left - 1;
        long pause =
                Duration.ofSeconds(5L << Math.max(0, 2 * (RETRIES - retries))).toMillis();
        String sentence = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        tasks.handleFailure(externalTask, worker, sentence, Faults.details(fault), Math.max(0, retries), pause);
    }

    private Optional<ExternalTask> task(String externalTask) {
        return Optional.ofNullable(
                tasks.createExternalTaskQuery().externalTaskId(externalTask).singleResult());
    }
}

package org.liftlock.process;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.util.SingleConsumerCondition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells listeners, right after the commit, that this node's engine has a new external task. A hint, not a promise: a
 * listener may be called without need, and tasks made by other nodes are not heard of, so a slow look of its own stays.
 */
public final class WakeUp implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WakeUp.class);
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Thread thread;

    WakeUp() {}

    /** @param listener is called on one thread for all and must be quick: put the work elsewhere */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void start() {
        thread = Threads.daemons("liftlock-wake-up").newThread(this::listen);
        thread.start();
    }

    private void listen() {
        SingleConsumerCondition newTask = new SingleConsumerCondition(Thread.currentThread());
        ProcessEngineImpl.EXT_TASK_CONDITIONS.addConsumer(newTask);
        try {
            while (thread == Thread.currentThread()) {
                newTask.await(LONGEST_WAIT_MILLIS);
                listeners.forEach(WakeUp::call);
            }
        } finally {
            ProcessEngineImpl.EXT_TASK_CONDITIONS.removeConsumer(newTask);
        }
    }

    private static void call(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            log.warn("A listener for new external tasks failed", e);
        }
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        stopped.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Phases.MODELS;
    }
}

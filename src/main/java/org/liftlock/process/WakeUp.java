package org.liftlock.process;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.util.SingleConsumerCondition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells listeners of new external tasks: of this node's engine right after the commit; of another node's when that one
 * passes them on. A hint, not a promise: a listener may be called without need, and a call may get lost, so a slow look of
 * its own stays.
 */
public final class WakeUp implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WakeUp.class);
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private final Neighbours neighbours;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Thread thread;

    WakeUp(Neighbours neighbours) {
        this.neighbours = neighbours;
    }

    /** Must be quick: one thread serves all listeners. */
    @FunctionalInterface
    public interface Listener {

        /** @param own whether this node's engine made the task; only then it is worth passing on */
        void newTask(boolean own);
    }

    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    /** This node cannot take up what its engine has made: another one may. */
    public void passOn() {
        neighbours.call();
    }

    @Override
    public void start() {
        thread = Threads.daemons("liftlock-wake-up").newThread(this::listen);
        thread.start();
        neighbours.listen(() -> tell(false));
    }

    private void listen() {
        SingleConsumerCondition newTask = new SingleConsumerCondition(Thread.currentThread());
        ProcessEngineImpl.EXT_TASK_CONDITIONS.addConsumer(newTask);
        try {
            while (thread == Thread.currentThread()) {
                newTask.await(LONGEST_WAIT_MILLIS);
                if (thread == Thread.currentThread()) {
                    tell(true);
                }
            }
        } finally {
            ProcessEngineImpl.EXT_TASK_CONDITIONS.removeConsumer(newTask);
        }
    }

    private void tell(boolean own) {
        for (Listener listener : listeners) {
            try {
                listener.newTask(own);
            } catch (RuntimeException e) {
                log.warn("A listener for new external tasks failed", e);
            }
        }
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        stopped.interrupt();
        neighbours.stop();
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

package org.liftlock.effect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.liftlock.process.WakeUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Fetches external tasks, carries their steps forward and takes over what dead nodes left. A waiting command holds no
 * thread: its step is looked at again after a while.
 */
@Component
class Worker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(2);

    private final EngineTasks engine;
    private final StepJournal steps;
    private final EffectJournal effects;
    private final StepHandlers handlers;
    private final StepRunner runner;
    private final NodeLease lease;
    private final TakeOver takeOver;
    private final WakeUp wakeUp;
    private final int threads;
    private final Duration look;
    private final boolean enabled;
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicBoolean lookOrdered = new AtomicBoolean();
    private final AtomicBoolean ownTaskWaits = new AtomicBoolean();
    private volatile boolean moreMayWait;
    private ScheduledExecutorService pool;
    private ScheduledExecutorService clockwork;
    private volatile boolean running;

    Worker(
            EngineTasks engine,
            StepJournal steps,
            EffectJournal effects,
            StepHandlers handlers,
            StepRunner runner,
            NodeLease lease,
            TakeOver takeOver,
            WakeUp wakeUp,
            @Value("${liftlock.worker.threads:8}") int threads,
            @Value("${liftlock.worker.look:PT5S}") Duration look,
            @Value("${liftlock.worker.enabled:true}") boolean enabled) {
        this.engine = engine;
        this.steps = steps;
        this.effects = effects;
        this.handlers = handlers;
        this.runner = runner;
        this.lease = lease;
        this.takeOver = takeOver;
        this.wakeUp = wakeUp;
        wakeUp.addListener(this::newTask);
        this.threads = threads;
        this.look = look;
        this.enabled = enabled;
    }

    @Override
    public void start() {
        if (!enabled) {
            return;
        }
        lease.begin();
        pool = Executors.newScheduledThreadPool(threads, named("liftlock-step-"));
        clockwork = Executors.newScheduledThreadPool(2, named("liftlock-worker-"));
        running = true;
        clockwork.scheduleWithFixedDelay(
                () -> quietly("fetch steps", this::fetch), 0, look.toMillis(), TimeUnit.MILLISECONDS);
        long beat = lease.beat().toMillis();
        clockwork.scheduleWithFixedDelay(
                () -> quietly("renew the node's lease", this::renew), beat, beat, TimeUnit.MILLISECONDS);
        clockwork.scheduleWithFixedDelay(
                () -> quietly("take over steps", this::takeOver), 0, beat, TimeUnit.MILLISECONDS);
        clockwork.scheduleWithFixedDelay(
                () -> quietly("extend locks", this::extendLocks),
                EngineTasks.LOCK.toSeconds() / 3,
                EngineTasks.LOCK.toSeconds() / 3,
                TimeUnit.SECONDS);
    }

    /** Called after the commit of a new external task, so that it does not wait for the next look. */
    private void newTask(boolean own) {
        if (running) {
            if (own) {
                ownTaskWaits.set(true);
            }
            lookSoon();
        } else if (own) {
            wakeUp.passOn();
        }
    }

    private void lookSoon() {
        if (running && lookOrdered.compareAndSet(false, true)) {
            clockwork.execute(() -> {
                lookOrdered.set(false);
                quietly("fetch steps", this::fetch);
            });
        }
    }

    /** Takes no more than can start at once; what is left of this node's own engine may start at once elsewhere. */
    private synchronized void fetch() {
        if (!running) {
            return;
        }
        int room = Math.max(0, threads - atWork.get());
        List<LockedExternalTask> tasks = room == 0 ? List.of() : engine.fetch(lease.worker(), handlers.topics(), room);
        moreMayWait = tasks.size() == room;
        if (ownTaskWaits.getAndSet(false) && moreMayWait) {
            wakeUp.passOn();
        }
        for (LockedExternalTask task : tasks) {
            take(steps.open(task, lease.worker()).stepId());
        }
    }

    private void takeOver() {
        for (TakeOver.Inherited inherited : takeOver.steps()) {
            StepJournal.Row step = inherited.step();
            LOG.info("Took over {} of {} from {}", step.topic(), step.upgradeKey(), inherited.from());
            take(step.stepId());
        }
        takeOver.freeUnopened();
    }

    private void renew() {
        if (!lease.renew()) {
            LOG.error("Another process has started under this node's name; this one stops working on steps");
            running = false;
        }
    }

    private void extendLocks() {
        for (StepJournal.Row step : steps.undeliveredOf(lease.worker())) {
            if (!step.settled() && engine.exists(step.externalTask())) {
                quietly("extend a lock", () -> engine.extend(step.externalTask(), lease.worker()));
            }
        }
    }

    private void take(String stepId) {
        if (inHand.add(stepId)) {
            atWork.incrementAndGet();
            pool.execute(() -> work(stepId));
        }
    }

    private void again(String stepId, Duration wait) {
        pool.schedule(
                () -> {
                    atWork.incrementAndGet();
                    work(stepId);
                },
                wait.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void work(String stepId) {
        try {
            advance(stepId);
        } finally {
            atWork.decrementAndGet();
            if (moreMayWait) {
                lookSoon();
            }
        }
    }

    private void advance(String stepId) {
        try {
            Optional<Duration> again = runner.advance(stepId, lease.worker());
            if (again.isPresent() && running) {
                again(stepId, again.get());
            } else {
                inHand.remove(stepId);
            }
        } catch (RuntimeException fault) {
            try {
                fault(stepId, fault);
            } catch (RuntimeException second) {
                LOG.warn("The journal cannot be reached ({}); trying again", second.toString());
                again(stepId, AFTER_FAULT);
            }
        }
    }

    /** A loser of a race is told by the state it finds, not by the exception it got. */
    private void fault(String stepId, RuntimeException fault) {
        StepJournal.Row step = steps.find(stepId).orElseThrow();
        if (!running || !step.node().equals(lease.worker())) {
            inHand.remove(stepId);
        } else if (!engine.exists(step.externalTask())) {
            abandon(step);
        } else if (effects.ofStep(stepId).stream().anyMatch(effect -> !effect.settled()) || step.settled()) {
            LOG.warn("{} of {} goes on after a fault: {}", step.topic(), step.upgradeKey(), fault.toString());
            again(stepId, AFTER_FAULT);
        } else {
            LOG.error("{} of {} met a fault of this product", step.topic(), step.upgradeKey(), fault);
            inHand.remove(stepId);
            engine.fault(step.externalTask(), lease.worker(), fault);
        }
    }

    /** The engine has left the step: nothing may start any more; what runs is stopped by the step that cut this one. */
    private void abandon(StepJournal.Row step) {
        for (EffectRow effect : effects.ofStep(step.stepId())) {
            if (effect.status() == EffectRow.Status.PLANNED) {
                effects.settle(
                        effect,
                        new EffectOutcome.Refused("The step was interrupted before it began"),
                        Optional.empty());
            }
        }
        steps.delivered(step.stepId());
        inHand.remove(step.stepId());
    }

    private static void quietly(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException fault) {
            LOG.warn("Could not {}: {}; trying again", what, fault.toString());
        }
    }

    @Override
    public void stop() {
        running = false;
        if (pool != null) {
            clockwork.shutdown();
            pool.shutdown();
            try {
                pool.awaitTermination(10, TimeUnit.SECONDS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
            quietly("end the node's lease", lease::end);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}

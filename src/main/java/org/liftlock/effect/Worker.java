package org.liftlock.effect;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private static final Duration ROUND = Duration.ofMillis(100);

    private final EngineTasks engine;
    private final StepOpening opening;
    private final StepsInHand inHand;
    private final NodeLease lease;
    private final TakeOver takeOver;
    private final WakeUp wakeUp;
    private final Duration look;
    private final boolean enabled;
    private final AtomicBoolean lookOrdered = new AtomicBoolean();
    private final AtomicBoolean ownTaskWaits = new AtomicBoolean();
    private volatile boolean moreMayWait;
    private volatile boolean othersWork = true;
    private ScheduledExecutorService clockwork;
    private volatile boolean running;

    Worker(
            EngineTasks engine,
            StepOpening opening,
            StepsInHand inHand,
            NodeLease lease,
            TakeOver takeOver,
            WakeUp wakeUp,
            @Value("${liftlock.worker.look:PT5S}") Duration look,
            @Value("${liftlock.worker.enabled:true}") boolean enabled) {
        this.engine = engine;
        this.opening = opening;
        this.inHand = inHand;
        this.lease = lease;
        this.takeOver = takeOver;
        this.wakeUp = wakeUp;
        wakeUp.addListener(this::newTask);
        this.look = look;
        this.enabled = enabled;
    }

    @Override
    public void start() {
        if (!enabled) {
            return;
        }
        lease.begin();
        inHand.begin(lease.worker(), this::roomMade);
        clockwork = Executors.newScheduledThreadPool(2, WorkerThreads.named("liftlock-worker-"));
        running = true;
        clockwork.scheduleWithFixedDelay(
                () -> quietly("fetch steps", this::fetch), 0, look.toMillis(), TimeUnit.MILLISECONDS);
        clockwork.scheduleWithFixedDelay(
                () -> quietly("watch steps", inHand::look), 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
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

    private void roomMade() {
        if (moreMayWait) {
            lookSoon();
        }
    }

    /** Takes no more than can start at once; what is left of this node's own engine may start at once elsewhere. */
    private synchronized void fetch() {
        if (!running) {
            return;
        }
        int room = inHand.room();
        boolean own = ownTaskWaits.getAndSet(false);
        List<StepJournal.Row> fetched = room == 0 ? List.of() : opening.fetch(lease.worker(), room);
        moreMayWait = fetched.size() == room;
        fetched.forEach(inHand::take);
        if (own && moreMayWait && othersWork) {
            wakeUp.passOn();
        }
    }

    private void takeOver() {
        for (TakeOver.Inherited inherited : takeOver.steps()) {
            StepJournal.Row step = inherited.step();
            LOG.info("Took over {} of {} from {}", step.topic(), step.upgradeKey(), inherited.from());
            inHand.take(step);
        }
        // A commit whose reply was lost may have given this node steps that it does not know of.
        takeOver.unknownToTheirOwner().forEach(inHand::take);
        takeOver.freeUnopened();
    }

    private void renew() {
        if (!lease.renew()) {
            LOG.error("Another process has started under this node's name; this one stops working on steps");
            running = false;
        }
        othersWork = lease.othersLive();
    }

    private void extendLocks() {
        engine.extendAll(inHand.externalTasks(), lease.worker());
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
        if (clockwork != null) {
            clockwork.shutdown();
            try {
                inHand.end();
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
}

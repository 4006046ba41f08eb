package org.liftlock.effect;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The steps this node works on: some at work on a thread, all others in the watch, where they hold none. */
@Component
class StepsInHand {

    private static final Logger LOG = LoggerFactory.getLogger(StepsInHand.class);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(2);
    /** Asking waits for channels, not for commands: a few threads serve many hosts. */
    private static final int ASKING = 4;

    private final StepRunner runner;
    private final Watch watch;
    private final StepJournal steps;
    private final EffectJournal effects;
    private final EngineTasks engine;
    private final StepHandlers handlers;
    private final int threads;
    private final int readings;
    private final Map<String, StepJournal.Row> inHand = new ConcurrentHashMap<>();
    private final AtomicInteger atWork = new AtomicInteger();
    private ExecutorService pool;
    private ExecutorService reading;
    private ExecutorService asking;
    private String worker;
    private Runnable roomMade = () -> {};
    private volatile boolean open;

    StepsInHand(
            StepRunner runner,
            Watch watch,
            StepJournal steps,
            EffectJournal effects,
            EngineTasks engine,
            StepHandlers handlers,
            @Value("${liftlock.worker.threads:8}") int threads,
            @Value("${liftlock.worker.readings:32}") int readings) {
        this.runner = runner;
        this.watch = watch;
        this.steps = steps;
        this.effects = effects;
        this.engine = engine;
        this.handlers = handlers;
        this.threads = threads;
        this.readings = readings;
    }

    /** @param roomMade is called whenever a thread has become free */
    void begin(String worker, Runnable roomMade) {
        this.worker = worker;
        this.roomMade = roomMade;
        pool = Executors.newFixedThreadPool(threads, WorkerThreads.named("liftlock-step-"));
        reading = Executors.newFixedThreadPool(readings, WorkerThreads.named("liftlock-reading-"));
        asking = Executors.newFixedThreadPool(ASKING, WorkerThreads.named("liftlock-ask-"));
        open = true;
    }

    /** How many more steps could start at once. */
    int room() {
        return Math.max(0, threads - atWork.get());
    }

    void take(StepJournal.Row step) {
        if (inHand.put(step.stepId(), step) == null) {
            work(step.stepId(), Map.of());
        }
    }

    /** External tasks of all steps in hand. */
    Collection<String> externalTasks() {
        return inHand.values().stream().map(StepJournal.Row::externalTask).toList();
    }

    /** Looks whether what steps wait for has come. */
    void look() {
        if (open) {
            watch.round(asking, this::work);
        }
    }

    private void work(String stepId, Map<RunKey, RunState> states) {
        StepJournal.Row step = inHand.get(stepId);
        if (step != null && handlers.of(step.topic()).readsForLong()) {
            reading.execute(() -> advance(stepId, states));
            return;
        }
        atWork.incrementAndGet();
        pool.execute(() -> {
            try {
                advance(stepId, states);
            } finally {
                atWork.decrementAndGet();
                roomMade.run();
            }
        });
    }

    private void advance(String stepId, Map<RunKey, RunState> states) {
        try {
            Optional<Waiting> waiting = runner.advance(stepId, worker, states);
            if (waiting.isPresent() && open) {
                watch.add(stepId, waiting.get());
            } else {
                inHand.remove(stepId);
            }
        } catch (RuntimeException fault) {
            try {
                fault(stepId, fault);
            } catch (RuntimeException second) {
                LOG.warn("The journal cannot be reached ({}); trying again", second.toString());
                watch.add(stepId, Waiting.of(AFTER_FAULT));
            }
        }
    }

    /** A loser of a race is told by the state it finds, not by the exception it got. */
    private void fault(String stepId, RuntimeException fault) {
        StepJournal.Row step = steps.find(stepId).orElseThrow();
        if (!open || !step.node().equals(worker)) {
            inHand.remove(stepId);
        } else if (!engine.exists(step.externalTask()) && !fetching(stepId)) {
            abandon(step);
        } else if (effects.ofStep(stepId).stream().anyMatch(effect -> !effect.settled()) || step.settled()) {
            LOG.warn("{} of {} goes on after a fault: {}", step.topic(), step.upgradeKey(), fault.toString());
            watch.add(stepId, waitingFor(step));
        } else {
            LOG.error("{} of {} met a fault of this product", step.topic(), step.upgradeKey(), fault);
            inHand.remove(stepId);
            engine.fault(step.externalTask(), worker, fault);
        }
    }

    /** What is being fetched is stopped by going on with the step. */
    private boolean fetching(String stepId) {
        return effects.ofStep(stepId).stream()
                .anyMatch(effect -> effect.kind() == EffectKind.FETCH && !effect.settled());
    }

    /** Its targets are asked again, so that it goes on with what they say then. */
    private Waiting waitingFor(StepJournal.Row step) {
        return new Waiting(AFTER_FAULT, Waiting.runs(effects.ofStep(step.stepId()), step.topic()), true);
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

    /** Nothing is taken up any more; what is on a thread may come to a good place. */
    void end() throws InterruptedException {
        open = false;
        asking.shutdown();
        reading.shutdown();
        pool.shutdown();
        pool.awaitTermination(10, TimeUnit.SECONDS);
    }
}

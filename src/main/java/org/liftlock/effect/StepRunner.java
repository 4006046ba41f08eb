package org.liftlock.effect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunState;
import org.liftlock.record.Journal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings one step forward as far as it goes without waiting. Everything it needs to know is read from the journal, so
 * that it does not matter which node ran the step before, or where that one stopped.
 */
@Component
class StepRunner {

    private static final Duration WHILE_FETCHED = Duration.ofSeconds(10);

    private final StepJournal steps;
    private final EffectJournal effects;
    private final EngineTasks engine;
    private final Launching launching;
    private final Stopping stopping;
    private final Launchers launchers;
    private final StepHandlers handlers;
    private final RunOrders orders;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final KillPoints killPoints;
    private final Clock clock;
    private final Duration silenceAllowed;
    private final Map<String, Instant> silentSince = new ConcurrentHashMap<>();

    StepRunner(
            StepJournal steps,
            EffectJournal effects,
            EngineTasks engine,
            Launching launching,
            Stopping stopping,
            Launchers launchers,
            StepHandlers handlers,
            RunOrders orders,
            Journal journal,
            TransactionTemplate transaction,
            KillPoints killPoints,
            Clock clock,
            @Value("${liftlock.effect.silence-allowed:PT2M}") Duration silenceAllowed) {
        this.steps = steps;
        this.effects = effects;
        this.engine = engine;
        this.launching = launching;
        this.stopping = stopping;
        this.launchers = launchers;
        this.handlers = handlers;
        this.orders = orders;
        this.journal = journal;
        this.transaction = transaction;
        this.killPoints = killPoints;
        this.clock = clock;
        this.silenceAllowed = silenceAllowed;
    }

    /**
     * @param worker id under which this node holds the step
     * @return when to come back, empty when the step is delivered or another node has taken it over meanwhile
     */
    Optional<Duration> advance(String stepId, String worker) {
        StepJournal.Row row = steps.find(stepId).orElseThrow();
        if (!row.node().equals(worker)) {
            return Optional.empty();
        }
        if (!row.settled()) {
            Optional<Duration> wait = work(row, worker);
            if (wait.isPresent()) {
                return wait;
            }
        }
        deliver(steps.find(stepId).orElseThrow(), worker);
        return Optional.empty();
    }

    private Optional<Duration> work(StepJournal.Row row, String worker) {
        StepHandler handler = handlers.of(row.topic());
        List<EffectRow> planned = effects.ofStep(row.stepId());
        if (planned.isEmpty()) {
            StepWork work = handler.prepare(row.step(engine.variables(row.externalTask())));
            if (work instanceof StepWork.Known known) {
                settle(row, known.answer());
                return Optional.empty();
            } else if (work instanceof StepWork.Reading reading) {
                settle(row, reading.work().get());
                return Optional.empty();
            }
            Optional<Obstacle> obstacle = plan(row, (StepWork.Effects) work, worker);
            if (obstacle.isPresent() && obstacle.get().passes()) {
                return Optional.of(WHILE_FETCHED);
            } else if (obstacle.isPresent()) {
                settle(
                        row,
                        StepAnswer.refused(
                                "The target is busy: " + obstacle.get().sentence()));
                return Optional.empty();
            }
            killPoints.reached(KillPoint.AFTER_PLANNED, row.topic());
            planned = effects.ofStep(row.stepId());
        }
        return followAll(row, handler, planned, worker);
    }

    private Optional<Duration> followAll(
            StepJournal.Row row, StepHandler handler, List<EffectRow> planned, String worker) {
        boolean cutShort = cutShort(row, planned);
        Duration wait = Duration.ZERO;
        for (EffectRow effect : planned) {
            if (!effect.settled() && !(cutShort && stopping.stop(effect).isEmpty())) {
                Duration own =
                        follow(row, cutShort ? effects.find(effect.effectId()).orElseThrow() : effect, worker);
                wait = own.compareTo(wait) > 0 ? own : wait;
            }
        }
        List<EffectRow> now = effects.ofStep(row.stepId());
        if (now.stream().allMatch(EffectRow::settled)) {
            killPoints.reached(KillPoint.AFTER_SETTLED, row.topic());
            if (cutShort) {
                settle(row, StepAnswer.refused("Not needed any more; what was still being fetched was stopped"));
            } else {
                conclude(row, handler, now);
            }
            return Optional.empty();
        }
        return Optional.of(wait.isZero() ? pace(now) : wait);
    }

    /**
     * What changes a target is stopped by the step that cut this one. Fetching may be cut by anything, so that nothing in
     * the model stops it: the worker does, and the targets are free for whoever comes next.
     */
    private boolean cutShort(StepJournal.Row row, List<EffectRow> planned) {
        return planned.get(0).kind() == EffectKind.FETCH && !engine.exists(row.externalTask());
    }

    private Duration follow(StepJournal.Row row, EffectRow effect, String worker) {
        if (effect.status() == EffectRow.Status.PLANNED) {
            return launching.launch(effect, row, worker);
        }
        Launcher launcher = launchers.of(effect.target());
        RunState state = launcher.observe(List.of(effect.runKey())).get(effect.runKey());
        if (state instanceof RunState.Running) {
            killPoints.reached(KillPoint.RUNNING, row.topic());
        }
        if (state instanceof RunState.NeverStarted && effect.seen()) {
            state = new RunState.Unknown("the target knew this run and has forgotten it; it may have run to its end");
        } else if (!(state instanceof RunState.NeverStarted)
                && !(state instanceof RunState.Unknown)
                && !effect.seen()) {
            effects.seen(effect);
        }
        if (state instanceof RunState.NeverStarted && effect.status() == EffectRow.Status.STARTED) {
            return launching.launch(effect, row, worker);
        }
        ending(effect, state).ifPresent(outcome -> {
            String log = launcher.log(effect.runKey());
            killPoints.reached(KillPoint.DONE_NOT_COMMITTED, row.topic());
            effects.settle(effect, Endings.withLastWords(outcome, log), Optional.of(journal.keep(log)));
        });
        return Duration.ZERO;
    }

    private Optional<EffectOutcome> ending(EffectRow effect, RunState state) {
        if (state instanceof RunState.Unknown unknown) {
            Instant since = silentSince.computeIfAbsent(effect.effectId(), first -> clock.instant());
            return Duration.between(since, clock.instant()).compareTo(silenceAllowed) < 0
                    ? Optional.empty()
                    : Optional.of(new EffectOutcome.Unknown(unknown.evidence()));
        }
        silentSince.remove(effect.effectId());
        return Endings.of(state);
    }

    /** @param passes fetching ends by itself before long and is waited for, whoever it is that fetches */
    private record Obstacle(String sentence, boolean passes) {}

    /** What is planned already is not an obstacle: the node that had the step before may have stood still over it. */
    private Optional<Obstacle> plan(StepJournal.Row row, StepWork.Effects work, String worker) {
        work.orders().forEach(order -> effects.know(order.target()));
        return transaction.execute(status -> {
            effects.lockUpgrade(row.upgradeKey());
            steps.lock(row.stepId(), worker);
            if (!effects.ofStep(row.stepId()).isEmpty()) {
                return Optional.empty();
            }
            for (StepWork.Order order : work.orders()) {
                long token = effects.nextToken(order.target());
                Optional<Obstacle> obstacle = obstacle(row, work.kind(), order);
                if (obstacle.isPresent()) {
                    status.setRollbackOnly();
                    return obstacle;
                }
                String effectId = UUID.randomUUID().toString();
                effects.plan(planned(row, work.kind(), order, effectId, token), order.proof());
            }
            killPoints.reached(KillPoint.BEFORE_PLANNED, row.topic());
            return Optional.empty();
        });
    }

    private Optional<Obstacle> obstacle(StepJournal.Row row, EffectKind kind, StepWork.Order order) {
        return effects.activeOn(order.target())
                .map(active -> new Obstacle(active.sentence(), active.kind() == EffectKind.FETCH))
                .or(() -> claim(row, kind, order).map(holder -> new Obstacle(holder, false)));
    }

    /** A fetch would be in the way of the unit that holds the target, although it does not claim the target itself. */
    private Optional<String> claim(StepJournal.Row row, EffectKind kind, StepWork.Order order) {
        String holder = unit(row, order).orElse(row.stepId());
        if (kind == EffectKind.FETCH) {
            return effects.heldByOther(order.target(), holder);
        }
        return kind.claims() ? effects.claim(order.target(), row.upgradeKey(), holder) : Optional.empty();
    }

    private static Optional<String> unit(StepJournal.Row row, StepWork.Order order) {
        return order.proof().map(StepWork.Proof::unitId).or(row::unitId);
    }

    private EffectRow planned(StepJournal.Row row, EffectKind kind, StepWork.Order order, String effectId, long token) {
        return new EffectRow(
                effectId,
                row.stepId(),
                row.upgradeKey(),
                unit(row, order),
                order.target(),
                kind,
                new RunKey(row.upgradeKey() + "." + row.topic() + "." + effectId),
                orders.write(order.commands()),
                token,
                0,
                EffectRow.Status.PLANNED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    private void conclude(StepJournal.Row row, StepHandler handler, List<EffectRow> settled) {
        Step step = row.step(engine.variables(row.externalTask()));
        List<EffectResult> results = settled.stream().map(EffectRow::result).toList();
        settle(row, handler.conclude(step, results));
    }

    private void settle(StepJournal.Row row, StepAnswer answer) {
        transaction.executeWithoutResult(status -> write(row, answer));
    }

    private void write(StepJournal.Row row, StepAnswer answer) {
        if (steps.settle(row.stepId(), answer)) {
            journal.tell(
                    Optional.of(row.upgradeKey()),
                    "worker",
                    "step-settled",
                    Optional.empty(),
                    handlers.nameOf(row.topic()) + ": " + answer.summary(),
                    Optional.empty());
        }
    }

    private void deliver(StepJournal.Row row, String worker) {
        killPoints.reached(KillPoint.BEFORE_DELIVERED, row.topic());
        if (engine.exists(row.externalTask())) {
            engine.complete(row.externalTask(), worker, row.answer().orElseThrow());
            killPoints.reached(KillPoint.AFTER_COMPLETED, row.topic());
        }
        steps.delivered(row.stepId());
    }

    /** Young runs are looked at often, old ones seldom. */
    private Duration pace(List<EffectRow> running) {
        Instant youngest = running.stream()
                .flatMap(effect -> effect.startedAt().stream())
                .max(Instant::compareTo)
                .orElse(clock.instant());
        long age = Math.max(0, Duration.between(youngest, clock.instant()).toMillis());
        return Duration.ofMillis(Math.min(2000, 100 + age / 20));
    }
}

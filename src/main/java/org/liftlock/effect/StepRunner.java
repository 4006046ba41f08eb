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

    private final StepJournal steps;
    private final EffectJournal effects;
    private final EngineTasks engine;
    private final Launching launching;
    private final Launchers launchers;
    private final StepHandlers handlers;
    private final RunOrders orders;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration silenceAllowed;
    private final Map<String, Instant> silentSince = new ConcurrentHashMap<>();

    StepRunner(
            StepJournal steps,
            EffectJournal effects,
            EngineTasks engine,
            Launching launching,
            Launchers launchers,
            StepHandlers handlers,
            RunOrders orders,
            Journal journal,
            TransactionTemplate transaction,
            Clock clock,
            @Value("${liftlock.effect.silence-allowed:PT2M}") Duration silenceAllowed) {
        this.steps = steps;
        this.effects = effects;
        this.engine = engine;
        this.launching = launching;
        this.launchers = launchers;
        this.handlers = handlers;
        this.orders = orders;
        this.journal = journal;
        this.transaction = transaction;
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
            Optional<StepAnswer> refused = plan(row, (StepWork.Effects) work);
            if (refused.isPresent()) {
                settle(row, refused.get());
                return Optional.empty();
            }
            planned = effects.ofStep(row.stepId());
        }
        return followAll(row, handler, planned, worker);
    }

    private Optional<Duration> followAll(
            StepJournal.Row row, StepHandler handler, List<EffectRow> planned, String worker) {
        Duration wait = Duration.ZERO;
        for (EffectRow effect : planned) {
            if (!effect.settled()) {
                Duration own = follow(row, effect, worker);
                wait = own.compareTo(wait) > 0 ? own : wait;
            }
        }
        List<EffectRow> now = effects.ofStep(row.stepId());
        if (now.stream().allMatch(EffectRow::settled)) {
            conclude(row, handler, now);
            return Optional.empty();
        }
        return Optional.of(wait.isZero() ? pace(now) : wait);
    }

    private Duration follow(StepJournal.Row row, EffectRow effect, String worker) {
        if (effect.status() == EffectRow.Status.PLANNED) {
            return launching.launch(effect, row, worker);
        }
        Launcher launcher = launchers.of(effect.target());
        RunState state = launcher.observe(List.of(effect.runKey())).get(effect.runKey());
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
            String log = launcher.whole(effect.runKey());
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

    private Optional<StepAnswer> plan(StepJournal.Row row, StepWork.Effects work) {
        work.orders().forEach(order -> effects.know(order.target()));
        return transaction.execute(status -> {
            effects.lockUpgrade(row.upgradeKey());
            for (StepWork.Order order : work.orders()) {
                long token = effects.nextToken(order.target());
                Optional<String> obstacle = effects.activeOn(order.target()).or(() -> claim(row, work.kind(), order));
                if (obstacle.isPresent()) {
                    status.setRollbackOnly();
                    return Optional.of(StepAnswer.refused("The target is busy: " + obstacle.get()));
                }
                String effectId = UUID.randomUUID().toString();
                effects.plan(planned(row, work.kind(), order, effectId, token), order.proof());
            }
            return Optional.empty();
        });
    }

    /** Brackets touch targets that belong to nobody's unit, such as a load balancer, and only for a moment. */
    private Optional<String> claim(StepJournal.Row row, EffectKind kind, StepWork.Order order) {
        boolean bracket = kind == EffectKind.BRACKET_DO || kind == EffectKind.BRACKET_UNDO;
        return bracket
                ? Optional.empty()
                : effects.claim(
                        order.target(), row.upgradeKey(), unit(row, order).orElse(row.stepId()));
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
        if (engine.exists(row.externalTask())) {
            engine.complete(row.externalTask(), worker, row.answer().orElseThrow());
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

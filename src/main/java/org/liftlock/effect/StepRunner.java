package org.liftlock.effect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunState;
import org.liftlock.security.SecretUse;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Brings one step forward as far as it goes without waiting. Everything it needs to know is read from the journal, so
 * that it does not matter which node ran the step before, or where that one stopped.
 */
@Component
class StepRunner {

    private static final Duration UNTIL_FREE = Duration.ofSeconds(2);

    private final StepJournal steps;
    private final EffectJournal effects;
    private final EngineTasks engine;
    private final StepPlanning planning;
    private final Following following;
    private final Stopping stopping;
    private final StepHandlers handlers;
    private final RunOrders orders;
    private final Answering answering;
    private final KillPoints killPoints;
    private final Clock clock;

    StepRunner(
            StepJournal steps,
            EffectJournal effects,
            EngineTasks engine,
            StepPlanning planning,
            Following following,
            Stopping stopping,
            StepHandlers handlers,
            RunOrders orders,
            Answering answering,
            KillPoints killPoints,
            Clock clock) {
        this.steps = steps;
        this.effects = effects;
        this.engine = engine;
        this.planning = planning;
        this.following = following;
        this.stopping = stopping;
        this.handlers = handlers;
        this.orders = orders;
        this.answering = answering;
        this.killPoints = killPoints;
        this.clock = clock;
    }

    /**
     * @param worker id under which this node holds the step
     * @param states what targets say of the step's runs, as far as they have been asked
     * @return what the step waits for, empty when the step is delivered or another node has taken it over meanwhile
     */
    Optional<Waiting> advance(String stepId, String worker, Map<RunKey, RunState> states) {
        StepJournal.Row row = steps.find(stepId).orElseThrow();
        if (!row.node().equals(worker)) {
            return Optional.empty();
        }
        if (row.settled()) {
            answering.deliver(row, worker);
            return Optional.empty();
        }
        return work(row, states, worker);
    }

    private Optional<Waiting> work(StepJournal.Row row, Map<RunKey, RunState> states, String worker) {
        StepHandler handler = handlers.of(row.topic());
        Supplier<Step> step = SingletonSupplier.of(() -> row.step(engine.variables(row.externalTask())));
        List<EffectRow> planned = effects.ofStep(row.stepId());
        if (planned.isEmpty()) {
            SecretUse use = useOfSecrets(row);
            StepWork work = use.during(() -> handler.prepare(step.get()));
            if (work instanceof StepWork.Known known) {
                answering.answer(row, known.answer(), worker);
                return Optional.empty();
            } else if (work instanceof StepWork.Reading reading) {
                StepAnswer answer = use.during(reading.work());
                if (engine.exists(row.externalTask())) {
                    answering.answer(row, answer, worker);
                } else {
                    answering.forget(row, answer);
                }
                return Optional.empty();
            }
            Optional<StepPlanning.Obstacle> obstacle = planning.plan(row, (StepWork.Effects) work, worker);
            if (obstacle.isPresent()) {
                return stoppedBy(obstacle.get(), row, worker);
            }
            killPoints.reached(KillPoint.AFTER_PLANNED, row.topic());
            planned = effects.ofStep(row.stepId());
        }
        return followAll(row, step, handler, planned, states, worker);
    }

    private Optional<Waiting> followAll(
            StepJournal.Row row,
            Supplier<Step> step,
            StepHandler handler,
            List<EffectRow> planned,
            Map<RunKey, RunState> states,
            String worker) {
        boolean cutShort = cutShort(row, planned);
        Duration wait = Duration.ZERO;
        List<Following.Ending> endings = new ArrayList<>();
        for (EffectRow effect : planned) {
            if (!effect.settled() && !(cutShort && stopping.stop(effect).isEmpty())) {
                EffectRow now = cutShort ? effects.find(effect.effectId()).orElseThrow() : effect;
                Following.Followed own =
                        following.follow(row, now, Optional.ofNullable(states.get(effect.runKey())), worker);
                own.ending().ifPresent(endings::add);
                wait = own.pause().compareTo(wait) > 0 ? own.pause() : wait;
            }
        }
        if (!cutShort && !endings.isEmpty() && answeredWith(endings, row, step, handler, worker)) {
            return Optional.empty();
        }
        endings.forEach(following::settle);
        List<EffectRow> followed = effects.ofStep(row.stepId());
        if (followed.stream().allMatch(EffectRow::settled)) {
            killPoints.reached(KillPoint.AFTER_SETTLED, row.topic());
            if (cutShort) {
                answering.answer(
                        row, StepAnswer.refused("Not needed any more; what was still running was stopped"), worker);
                return Optional.empty();
            }
            return nextTurn(row, step, handler, followed, worker);
        }
        return Optional.of(waiting(row, followed, wait));
    }

    /** @return whether the step is answered, and its outcomes committed with that */
    private boolean answeredWith(
            List<Following.Ending> endings,
            StepJournal.Row row,
            Supplier<Step> step,
            StepHandler handler,
            String worker) {
        Map<String, Following.Ending> ended = endings.stream()
                .collect(Collectors.toMap(ending -> ending.effect().effectId(), ending -> ending));
        List<EffectRow> all = effects.ofStep(row.stepId());
        boolean wentWell = endings.stream().allMatch(Following.Ending::wentWell)
                && all.stream().allMatch(effect -> effect.succeeded() || ended.containsKey(effect.effectId()));
        if (!wentWell
                || handler.concludesFromJournal()
                || steps.later(row.stepId()).isPresent()) {
            return false;
        }
        List<EffectResult> results = all.stream()
                .map(effect -> Optional.ofNullable(ended.get(effect.effectId()))
                        .map(ending -> effect.result(ending.outcome(), clock.instant()))
                        .orElseGet(effect::result))
                .toList();
        return answering.together(
                endings, row, () -> useOfSecrets(row).during(() -> handler.conclude(step.get(), results)), worker);
    }

    /** What the model has left meanwhile goes no further. */
    private Optional<Waiting> nextTurn(
            StepJournal.Row row, Supplier<Step> step, StepHandler handler, List<EffectRow> followed, String worker) {
        EffectKind kind = followed.get(0).kind();
        boolean mayGoOn = kind.goesOnAfterFailure() || followed.stream().allMatch(EffectRow::succeeded);
        List<StepWork.Order> later =
                mayGoOn ? steps.later(row.stepId()).map(orders::readOrders).orElse(List.of()) : List.of();
        if (later.isEmpty() || !engine.exists(row.externalTask())) {
            conclude(row, step, handler, followed, worker);
            return Optional.empty();
        }
        Optional<StepPlanning.Obstacle> obstacle = planning.next(row, kind, later, worker);
        return obstacle.isPresent() ? stoppedBy(obstacle.get(), row, worker) : Optional.of(Waiting.of(Duration.ZERO));
    }

    private Optional<Waiting> stoppedBy(StepPlanning.Obstacle obstacle, StepJournal.Row row, String worker) {
        if (obstacle.passes()) {
            return Optional.of(Waiting.of(UNTIL_FREE));
        }
        answering.answer(row, StepAnswer.refused("The target is busy: " + obstacle.sentence()), worker);
        return Optional.empty();
    }

    /**
     * What changes a target is stopped by the step that cut this one. Fetching may be cut by anything, so that nothing in
     * the model stops it: the worker does, and the targets are free for whoever comes next.
     */
    private boolean cutShort(StepJournal.Row row, List<EffectRow> planned) {
        return planned.get(0).kind() == EffectKind.FETCH && !engine.exists(row.externalTask());
    }

    private Waiting waiting(StepJournal.Row row, List<EffectRow> effects, Duration gate) {
        List<Waiting.Run> runs = Waiting.runs(effects, row.topic());
        // A fetch is looked at again even while it runs on: the model may have cut it short.
        boolean more = effects.stream()
                .anyMatch(effect -> effect.status() == EffectRow.Status.PLANNED || effect.kind() == EffectKind.FETCH);
        return new Waiting(runs.isEmpty() && !gate.isZero() ? gate : pace(effects), runs, more);
    }

    private void conclude(
            StepJournal.Row row, Supplier<Step> step, StepHandler handler, List<EffectRow> settled, String worker) {
        List<EffectResult> results = settled.stream().map(EffectRow::result).toList();
        answering.answer(row, useOfSecrets(row).during(() -> handler.conclude(step.get(), results)), worker);
    }

    private SecretUse useOfSecrets(StepJournal.Row row) {
        return SecretUse.ofUpgrade(
                row.upgradeKey(), "worker", "step " + row.stepId() + " (" + handlers.nameOf(row.topic()) + ")");
    }

    private Duration pace(List<EffectRow> running) {
        Instant youngest = running.stream()
                .flatMap(effect -> effect.startedAt().stream())
                .max(Instant::compareTo)
                .orElse(clock.instant());
        Duration age = Duration.between(youngest, clock.instant());
        return Waiting.pace(age.isNegative() ? Duration.ZERO : age);
    }
}

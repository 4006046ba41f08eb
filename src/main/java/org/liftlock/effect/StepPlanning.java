package org.liftlock.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liftlock.launcher.RunKey;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes what a step is going to do to its targets: a turn as a whole, or nothing of it. */
@Component
class StepPlanning {

    private final StepJournal steps;
    private final EffectJournal effects;
    private final EngineTasks engine;
    private final RunOrders orders;
    private final TransactionTemplate transaction;
    private final KillPoints killPoints;

    StepPlanning(
            StepJournal steps,
            EffectJournal effects,
            EngineTasks engine,
            RunOrders orders,
            TransactionTemplate transaction,
            KillPoints killPoints) {
        this.steps = steps;
        this.effects = effects;
        this.engine = engine;
        this.orders = orders;
        this.transaction = transaction;
        this.killPoints = killPoints;
    }

    /** @param passes it ends by itself before long and is waited for, whoever's it is */
    record Obstacle(String sentence, boolean passes) {}

    /**
     * The first turn; what is left is kept with the step. Targets are held for all turns or for none. What is planned already
     * is not in the way: the node that had the step before may have stood still over it.
     *
     * @return what stands in the way; nothing is written then
     */
    Optional<Obstacle> plan(StepJournal.Row row, StepWork.Effects work, String worker) {
        work.orders().forEach(order -> effects.know(order.target()));
        return transaction.execute(status -> {
            effects.lockUpgrade(row.upgradeKey());
            steps.lock(row.stepId(), worker);
            if (!effects.ofStep(row.stepId()).isEmpty()) {
                return Optional.empty();
            }
            Optional<Obstacle> held = work.orders().stream()
                    .flatMap(order -> claim(row, work.kind(), order).stream())
                    .findFirst()
                    .map(holder -> new Obstacle(holder, false));
            return orUndone(status, held.or(() -> turn(row, work.kind(), work.orders())));
        });
    }

    /**
     * The next turn of a step whose turns so far are over. A step that the model has left meanwhile has no further turn: what
     * stops it would not see what is planned later, so the task's lock is extended in the same transaction, which fails then.
     *
     * @param orders all that are left
     */
    Optional<Obstacle> next(StepJournal.Row row, EffectKind kind, List<StepWork.Order> orders, String worker) {
        return transaction.execute(status -> {
            effects.lockUpgrade(row.upgradeKey());
            steps.lock(row.stepId(), worker);
            engine.extend(row.externalTask(), worker);
            return orUndone(status, turn(row, kind, orders));
        });
    }

    private static Optional<Obstacle> orUndone(TransactionStatus status, Optional<Obstacle> obstacle) {
        obstacle.ifPresent(stands -> status.setRollbackOnly());
        return obstacle;
    }

    private Optional<Obstacle> turn(StepJournal.Row row, EffectKind kind, List<StepWork.Order> orders) {
        int now = orders.stream().mapToInt(StepWork.Order::turn).min().orElseThrow();
        List<StepWork.Order> later = new ArrayList<>();
        for (StepWork.Order order : orders) {
            if (order.turn() > now) {
                later.add(order);
                continue;
            }
            long token = effects.nextToken(order.target());
            Optional<Obstacle> active = effects.activeOn(order.target())
                    .map(effect -> new Obstacle(effect.sentence(), effect.passes() || mayWait(kind, effect)));
            if (active.isPresent()) {
                return active;
            }
            effects.plan(
                    planned(row, kind, order, UUID.randomUUID().toString(), token),
                    order.proof(),
                    order.undo().map(this.orders::writeUndo),
                    order.undoes());
        }
        if (!later.isEmpty() || !effects.ofStep(row.stepId()).isEmpty()) {
            steps.keepLater(
                    row.stepId(),
                    Optional.of(later).filter(left -> !left.isEmpty()).map(this.orders::writeOrders));
        }
        killPoints.reached(KillPoint.BEFORE_PLANNED, row.topic());
        return Optional.empty();
    }

    /** What has to be taken back is taken back once its target is free. */
    private static boolean mayWait(EffectKind kind, EffectJournal.Active active) {
        return kind == EffectKind.BRACKET_UNDO && active.status() != EffectRow.Status.SETTLED;
    }

    /** A fetch would be in the way of the unit that holds the target, although it does not claim the target itself. */
    private Optional<String> claim(StepJournal.Row row, EffectKind kind, StepWork.Order order) {
        String holder = unit(row, order).orElse(row.stepId());
        return switch (kind) {
            case FETCH -> effects.heldByOther(order.target(), holder);
            case BRACKET_DO -> effects.heldByOtherUpgrade(order.target(), row.upgradeKey());
            default -> kind.claims() ? effects.claim(order.target(), row.upgradeKey(), holder) : Optional.empty();
        };
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
                Optional.empty(),
                Optional.empty());
    }
}

package org.liftlock.effect;

import java.util.Optional;
import java.util.UUID;
import org.liftlock.launcher.RunKey;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes what a step is going to do to its targets, all of it or nothing. */
@Component
class StepPlanning {

    private final StepJournal steps;
    private final EffectJournal effects;
    private final RunOrders orders;
    private final TransactionTemplate transaction;
    private final KillPoints killPoints;

    StepPlanning(
            StepJournal steps,
            EffectJournal effects,
            RunOrders orders,
            TransactionTemplate transaction,
            KillPoints killPoints) {
        this.steps = steps;
        this.effects = effects;
        this.orders = orders;
        this.transaction = transaction;
        this.killPoints = killPoints;
    }

    /** @param passes fetching ends by itself before long and is waited for, whoever it is that fetches */
    record Obstacle(String sentence, boolean passes) {}

    /**
     * What is planned already is not in the way: the node that had the step before may have stood still over it.
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
                Optional.empty(),
                Optional.empty());
    }
}

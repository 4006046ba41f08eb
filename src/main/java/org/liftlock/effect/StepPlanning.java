package org.liftlock.effect;

import java.util.Optional;
import java.util.UUID;
import org.liftlock.launcher.RunKey;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes what a step is going to do to its targets, all of it or nothing. */
@Component
class StepPlanning {

    private final EffectJournal effects;
    private final RunOrders orders;
    private final TransactionTemplate transaction;
    private final KillPoints killPoints;

    StepPlanning(EffectJournal effects, RunOrders orders, TransactionTemplate transaction, KillPoints killPoints) {
        this.effects = effects;
        this.orders = orders;
        this.transaction = transaction;
        this.killPoints = killPoints;
    }

    /** @return the refusal when a target is busy */
    Optional<StepAnswer> plan(StepJournal.Row row, StepWork.Effects work) {
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
            killPoints.reached(KillPoint.BEFORE_PLANNED, row.topic());
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
}

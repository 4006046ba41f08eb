package org.liftlock.effect;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.liftlock.record.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells the engine what came of a step, once, and writes it down. */
@Component
class Answering {

    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    private final StepJournal steps;
    private final EffectJournal effects;
    private final Following following;
    private final EngineTasks engine;
    private final StepHandlers handlers;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final KillPoints killPoints;

    Answering(
            StepJournal steps,
            EffectJournal effects,
            Following following,
            EngineTasks engine,
            StepHandlers handlers,
            Journal journal,
            TransactionTemplate transaction,
            KillPoints killPoints) {
        this.steps = steps;
        this.effects = effects;
        this.following = following;
        this.engine = engine;
        this.handlers = handlers;
        this.journal = journal;
        this.transaction = transaction;
        this.killPoints = killPoints;
    }

    /**
     * When all has gone well, the last outcomes and the answer they lead to are one commit. The upgrade is locked first, as
     * for a launch and a stop. Whatever stands in the way leaves the outcomes to be committed alone: they must not be lost
     * for what the model does with them.
     *
     * @return whether the step is answered
     */
    boolean together(
            List<Following.Ending> endings, StepJournal.Row row, Supplier<StepAnswer> conclusion, String worker) {
        try {
            StepAnswer answer = conclusion.get();
            transaction.executeWithoutResult(status -> {
                effects.lockUpgrade(row.upgradeKey());
                if (!endings.stream().allMatch(following::settle)) {
                    throw new IllegalStateException("Somebody else has told the journal how " + row.topic() + " ended");
                }
                killPoints.reached(KillPoint.AFTER_SETTLED, row.topic());
                complete(row, answer, worker);
                settle(row, answer, true);
            });
            return true;
        } catch (RuntimeException notTogether) {
            LOG.debug("The outcome of {} of {} is committed alone", row.topic(), row.upgradeKey(), notTogether);
            return false;
        }
    }

    /**
     * Engine and journal in one commit. When the engine cannot go on, the answer is written down alone and delivering it is
     * tried again: it must not be lost for what the model does with it.
     */
    void answer(StepJournal.Row row, StepAnswer answer, String worker) {
        try {
            transaction.executeWithoutResult(status -> {
                complete(row, answer, worker);
                settle(row, answer, true);
            });
        } catch (RuntimeException undeliverable) {
            transaction.executeWithoutResult(status -> settle(row, answer, false));
            deliver(steps.find(row.stepId()).orElseThrow(), worker);
        }
    }

    /** What has been answered before. */
    void deliver(StepJournal.Row row, String worker) {
        transaction.executeWithoutResult(status -> {
            complete(row, row.answer().orElseThrow(), worker);
            steps.delivered(row.stepId());
        });
    }

    /** The model has left the step, and the record may be sealed by now. */
    void forget(StepJournal.Row row, StepAnswer answer) {
        steps.settle(row.stepId(), answer, true);
    }

    private void complete(StepJournal.Row row, StepAnswer answer, String worker) {
        killPoints.reached(KillPoint.BEFORE_DELIVERED, row.topic());
        if (engine.exists(row.externalTask())) {
            engine.complete(row.externalTask(), worker, answer);
            killPoints.reached(KillPoint.AFTER_COMPLETED, row.topic());
        }
    }

    private void settle(StepJournal.Row row, StepAnswer answer, boolean delivered) {
        if (steps.settle(row.stepId(), answer, delivered)) {
            journal.tell(
                    Optional.of(row.upgradeKey()),
                    "worker",
                    "step-settled",
                    Optional.empty(),
                    handlers.nameOf(row.topic()) + ": " + answer.summary(),
                    Optional.empty());
        }
    }
}

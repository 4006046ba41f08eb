package org.liftlock.tasks;

import java.util.Optional;
import org.liftlock.lifecycle.OpenQuestions;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.record.Journal;
import org.liftlock.tasks.CarriedAnswers.Carried;
import org.liftlock.tasks.CarriedAnswers.Ending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings decisions for "all like it" to the questions they answer: each in a transaction of its own, on any node, again and
 * again until it has arrived or nobody waits for it.
 */
@Component
class CarryAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(CarryAnswers.class);

    private final CarriedAnswers answers;
    private final Failures failures;
    private final OpenQuestions questions;
    private final Units units;
    private final Upgrades upgrades;
    private final Journal journal;
    private final TransactionTemplate transaction;

    CarryAnswers(
            CarriedAnswers answers,
            Failures failures,
            OpenQuestions questions,
            Units units,
            Upgrades upgrades,
            Journal journal,
            TransactionTemplate transaction) {
        this.answers = answers;
        this.failures = failures;
        this.questions = questions;
        this.units = units;
        this.upgrades = upgrades;
        this.journal = journal;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelayString = "${liftlock.wake.every:PT1S}")
    void all() {
        answers.waiting().forEach(this::carry);
    }

    private void carry(Carried carried) {
        try {
            transaction.executeWithoutResult(status -> locked(carried).ifPresent(this::arrive));
        } catch (AnswerRefused refused) {
            transaction.executeWithoutResult(
                    status -> locked(carried).ifPresent(still -> leave(still, Ending.REFUSED, refused.getMessage())));
        } catch (RuntimeException lost) {
            LOG.debug("A decision did not reach {}, it is tried again: {}", carried.unitId(), lost.toString());
        }
    }

    /** Whoever answers by hand holds the same lock, so that only one of both is there. */
    private Optional<Carried> locked(Carried carried) {
        upgrades.lock(carried.upgradeKey());
        return answers.stillWaiting(carried.id());
    }

    private void arrive(Carried carried) {
        boolean same = failures.of(units.find(carried.unitId()))
                .filter(failure -> failure.stepId().equals(carried.stepId()))
                .isPresent();
        if (!same) {
            leave(carried, Ending.GONE, "what it was about is over");
        } else if (!questions.end(carried.unitId(), carried.element())) {
            leave(carried, Ending.GONE, "the question is no longer open");
        }
    }

    private void leave(Carried carried, Ending ending, String why) {
        answers.settle(carried.id(), ending);
        journal.tell(
                Optional.of(carried.upgradeKey()),
                carried.by(),
                "not-carried",
                Optional.of(RuleId.R40.name()),
                "The decision on " + name(carried.fromUnit()) + " was not carried to " + name(carried.unitId()) + ": "
                        + why,
                Optional.empty());
    }

    private String name(String unitId) {
        return AllLikeIt.name(units.find(unitId));
    }
}

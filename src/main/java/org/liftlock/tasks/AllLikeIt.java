package org.liftlock.tasks;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.Units;
import org.liftlock.naming.TargetId;
import org.liftlock.tasks.CarriedAnswers.Carried;
import org.liftlock.tasks.CarriedAnswers.Ending;
import org.liftlock.tasks.Failures.Failure;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One decision for "all like it": for every other question that is open now, in the same upgrade, about the same kind of
 * failure. What fails later is asked for itself.
 */
@Component
class AllLikeIt {

    static final String REACH = "reach";
    static final String THIS = "this";
    private static final String ALL_ALIKE = "all-alike";

    private final Failures failures;
    private final CarriedAnswers answers;
    private final CarryAnswers carry;
    private final Units units;

    AllLikeIt(Failures failures, CarriedAnswers answers, CarryAnswers carry, Units units) {
        this.failures = failures;
        this.answers = answers;
        this.carry = carry;
        this.units = units;
    }

    /**
     * Writes down to which other questions the decision goes, when it goes to any, and that this one is answered.
     *
     * @return what is to be said about that in the record, with a space in front; blank for this target alone
     */
    String take(Given given) {
        settle(given);
        if (given.carried().isPresent()) {
            return " (decided on " + name(units.find(given.carried().get().fromUnit())) + ", for all like it)";
        }
        Optional<UnitOfChange> raised = given.situation().unit().filter(unit -> unit.mode() == Mode.RAISE);
        if (raised.isEmpty()
                || given.fields().text(REACH).filter(ALL_ALIKE::equals).isEmpty()) {
            return "";
        }
        List<String> others = answers.write(given, failures.like(raised.get())).stream()
                .map(Failure::unitId)
                .toList();
        if (others.isEmpty()) {
            return " (for all like it: nobody else is asked about this failure)";
        }
        carryAfterCommit();
        return units.of(given.key()).stream()
                .filter(unit -> others.contains(unit.unitId()))
                .map(AllLikeIt::name)
                .collect(Collectors.joining(", ", " (for all like it, also ", ")"));
    }

    /** As people know a unit. */
    static String name(UnitOfChange unit) {
        return unit.targets().stream().map(TargetId::toString).collect(Collectors.joining(", "));
    }

    private void settle(Given given) {
        Optional<Long> own = given.carried().map(Carried::id);
        answers.waitingFor(given.situation().place())
                .ifPresent(waiting -> answers.settle(
                        waiting.id(),
                        own.filter(id -> id == waiting.id()).isPresent() ? Ending.CARRIED : Ending.ANSWERED));
    }

    /** On another thread: this one holds the transaction's connection, and speaks in the name of a person. */
    private void carryAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                CompletableFuture.runAsync(carry::all);
            }
        });
    }
}

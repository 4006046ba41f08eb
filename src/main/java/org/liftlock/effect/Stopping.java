package org.liftlock.effect;

import java.util.Optional;
import java.util.function.Supplier;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunState;
import org.liftlock.naming.TargetId;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends what runs on a target, and confirms it. The token is raised first: no launch under way gets through any more. */
@Component
class Stopping {

    private final EffectJournal effects;
    private final Launchers launchers;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final KillPoints killPoints;

    Stopping(
            EffectJournal effects,
            Launchers launchers,
            Journal journal,
            TransactionTemplate transaction,
            KillPoints killPoints) {
        this.effects = effects;
        this.launchers = launchers;
        this.journal = journal;
        this.transaction = transaction;
        this.killPoints = killPoints;
    }

    private record Ordered(Optional<EffectRow> effect, long token) {}

    /**
     * Whatever the unit runs on the target, or may be about to run.
     *
     * @return what could not be confirmed as ended, empty when nothing of the unit runs there for certain
     */
    Optional<String> stop(String upgradeKey, String unitId, TargetId target) {
        Optional<String> unsure = stop(
                upgradeKey,
                unitId,
                target,
                () -> effects.unfinishedOf(unitId).stream()
                        .filter(effect -> effect.target().equals(target))
                        .findFirst());
        if (unsure.isEmpty()) {
            effects.freeUnknown(unitId, target);
        }
        return unsure;
    }

    /** One effect; the same answer. */
    Optional<String> stop(EffectRow effect) {
        return stop(
                effect.upgradeKey(),
                effect.stepId(),
                effect.target(),
                () -> effects.find(effect.effectId()).filter(row -> !row.settled()));
    }

    private Optional<String> stop(
            String upgradeKey, String whose, TargetId target, Supplier<Optional<EffectRow>> unfinished) {
        Ordered ordered = transaction.execute(status -> order(upgradeKey, target, unfinished));
        RunKey key = ordered.effect()
                .map(EffectRow::runKey)
                .orElseGet(() -> new RunKey("fence-" + whose + "-" + ordered.token()));
        Launcher launcher = launchers.of(target);
        killPoints.reached(KillPoint.BEFORE_STOP, "stop");
        RunState state = launcher.stop(key, ordered.token());
        if (state instanceof RunState.Running || state instanceof RunState.Unknown) {
            return Optional.of(target + ": "
                    + (state instanceof RunState.Unknown unknown ? unknown.evidence() : "the command still runs"));
        }
        ordered.effect()
                .filter(effect -> effect.status() == EffectRow.Status.STOPPING)
                .ifPresent(effect -> Endings.of(state)
                        .ifPresent(outcome ->
                                effects.settle(effect, outcome, Optional.of(journal.keep(launcher.log(key))))));
        return Optional.empty();
    }

    private Ordered order(String upgradeKey, TargetId target, Supplier<Optional<EffectRow>> unfinished) {
        effects.lockUpgrade(upgradeKey);
        long token = effects.nextToken(target);
        Optional<EffectRow> running = unfinished.get();
        running.filter(effect -> effect.status() == EffectRow.Status.PLANNED)
                .ifPresent(effect ->
                        effects.settle(effect, new EffectOutcome.Refused("Stopped before it began"), Optional.empty()));
        running.ifPresent(effect -> effects.stopping(effect, token));
        return new Ordered(running.flatMap(effect -> effects.find(effect.effectId())), token);
    }
}

package org.liftlock.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunState;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What other stages may ask and order of the effects of a unit of change. */
@Component
public class Effects {

    private final EffectJournal effects;
    private final Launchers launchers;
    private final Journal journal;
    private final TransactionTemplate transaction;

    Effects(EffectJournal effects, Launchers launchers, Journal journal, TransactionTemplate transaction) {
        this.effects = effects;
        this.launchers = launchers;
        this.journal = journal;
        this.transaction = transaction;
    }

    /**
     * Ends what runs for a unit, and makes sure that nothing of it can start any more: the token of every target is
     * raised even where the journal shows nothing, since a launch may be under way.
     *
     * @return what could not be confirmed as ended, one sentence for each target; empty when nothing runs for certain
     */
    public List<String> stop(String upgradeKey, String unitId, List<TargetId> targets) {
        List<String> unsure = new ArrayList<>();
        for (TargetId target : targets) {
            effects.know(target);
            stopOn(upgradeKey, unitId, target).ifPresent(unsure::add);
        }
        return unsure;
    }

    private Optional<String> stopOn(String upgradeKey, String unitId, TargetId target) {
        record Stopping(Optional<EffectRow> effect, long token) {}
        Stopping ordered = transaction.execute(status -> {
            effects.lockUpgrade(upgradeKey);
            long token = effects.nextToken(target);
            Optional<EffectRow> running = effects.unfinishedOf(unitId).stream()
                    .filter(effect -> effect.target().equals(target))
                    .findFirst();
            running.filter(effect -> effect.status() == EffectRow.Status.PLANNED)
                    .ifPresent(effect -> effects.settle(
                            effect, new EffectOutcome.Refused("Stopped before it began"), Optional.empty()));
            running.ifPresent(effect -> effects.stopping(effect, token));
            return new Stopping(running.flatMap(effect -> effects.find(effect.effectId())), token);
        });
        RunKey key =
                ordered.effect().map(EffectRow::runKey).orElse(new RunKey("fence-" + unitId + "-" + ordered.token()));
        Launcher launcher = launchers.of(target);
        RunState state = launcher.stop(key, ordered.token());
        if (state instanceof RunState.Running || state instanceof RunState.Unknown) {
            return Optional.of(target + ": "
                    + (state instanceof RunState.Unknown unknown ? unknown.evidence() : "the command still runs"));
        }
        effects.freeUnknown(unitId, target);
        ordered.effect()
                .filter(effect -> effect.status() == EffectRow.Status.STOPPING)
                .ifPresent(effect -> Endings.of(state)
                        .ifPresent(outcome ->
                                effects.settle(effect, outcome, Optional.of(journal.keep(launcher.whole(key))))));
        return Optional.empty();
    }

    /** Whether a command that changes the unit may have begun on any of its targets. */
    public boolean applyStarted(String unitId) {
        return effects.applyStarted(unitId);
    }

    /** A person has decided what is true of an unknown outcome; the targets it held are free for the next step. */
    public void decided(String unitId) {
        effects.freeUnknown(unitId);
    }

    /** The unit is finished with its targets; others may have them. */
    public void release(String unitId) {
        effects.release(unitId);
    }

    /** @return what is known about effects of the unit whose outcome is unknown, and the output they left */
    public List<UnknownEffect> unknown(String unitId) {
        return effects.unfinishedOf(unitId).stream()
                .filter(EffectRow::settled)
                .map(row -> new UnknownEffect(
                        row.target(),
                        row.kind(),
                        row.outcome().map(EffectOutcome::detail).orElse(""),
                        row.log()))
                .toList();
    }

    /** @param log evidence that holds the last output, when any was seen */
    public record UnknownEffect(TargetId target, EffectKind kind, String known, Optional<Digest> log) {}
}

package org.liftlock.effect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liftlock.launcher.RunState;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.springframework.stereotype.Component;

/** What other stages may ask and order of the effects of a unit of change. */
@Component
public class Effects {

    private final EffectJournal effects;
    private final Stopping stopping;
    private final RunOrders orders;

    Effects(EffectJournal effects, Stopping stopping, RunOrders orders) {
        this.effects = effects;
        this.stopping = stopping;
        this.orders = orders;
    }

    /**
     * Ends what runs for a unit, and makes sure that nothing of it can start any more: the token of every target is
     * raised even where the journal shows nothing, since a launch may be under way. What it runs on targets that are not its
     * own, such as a load balancer, ends too.
     *
     * @return what could not be confirmed as ended, one sentence for each target; empty when nothing runs for certain
     */
    public List<String> stop(String upgradeKey, String unitId, List<TargetId> targets) {
        List<String> unsure = new ArrayList<>();
        Set<TargetId> all = new LinkedHashSet<>(targets);
        effects.unfinishedOf(unitId).forEach(effect -> all.add(effect.target()));
        for (TargetId target : all) {
            effects.know(target);
            stopping.stop(upgradeKey, unitId, target).ifPresent(unsure::add);
        }
        return unsure;
    }

    /** What was opened around the unit and is not taken back yet, or may have been opened; the last one first. */
    public List<Opened> opened(String unitId) {
        return effects.opened(
                unitId, (row, undo) -> new Opened(row.effectId(), row.target(), orders.readUndo(undo), row.log()));
    }

    /** @param log evidence that holds what the opening commands printed */
    public record Opened(String effectId, TargetId target, Undo undo, Optional<Digest> log) {}

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
                        row.outcome()
                                .filter(EffectOutcome.Unknown.class::isInstance)
                                .map(outcome -> ((EffectOutcome.Unknown) outcome).doubt())
                                .orElse(RunState.Doubt.NO_ANSWER),
                        row.outcome().map(EffectOutcome::detail).orElse(""),
                        row.seen(),
                        row.silentSince(),
                        row.settledAt().orElseThrow(),
                        row.log()))
                .toList();
    }

    /** @return how the steps ended elsewhere that left a target of the unit with an unknown outcome */
    public List<EffectResult> besideUnknown(String unitId) {
        return effects.unfinishedOf(unitId).stream()
                .filter(EffectRow::settled)
                .map(EffectRow::stepId)
                .distinct()
                .flatMap(step -> effects.ofStep(step).stream())
                .filter(EffectRow::settled)
                .map(EffectRow::result)
                .filter(result -> !(result.outcome() instanceof EffectOutcome.Unknown))
                .toList();
    }

    /**
     * @param known what the launcher, or the way to it, said last
     * @param seen whether the target ever said that it knows the run
     * @param silentSince since when nobody can say how the run stands
     * @param askedAt when that was enough, and a person was asked
     * @param log evidence that holds the last output, when it could be read
     */
    public record UnknownEffect(
            TargetId target,
            EffectKind kind,
            RunState.Doubt doubt,
            String known,
            boolean seen,
            Optional<Instant> silentSince,
            Instant askedAt,
            Optional<Digest> log) {}
}

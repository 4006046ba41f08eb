package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.List;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Effects;
import org.liftlock.effect.Effects.UnknownEffect;
import org.liftlock.lifecycle.UnitOfChange;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Steps of which nobody knows how they ended: the evidence, and letting go of their targets once a person has decided (R35). */
@Component
class Unknowns {

    private final Effects effects;
    private final Doubts doubts;

    Unknowns(Effects effects, Doubts doubts) {
        this.effects = effects;
        this.doubts = doubts;
    }

    List<InDoubt> doubts(UnitOfChange unit) {
        return doubts.of(unit);
    }

    /** How the same step ended on the other targets of the unit. */
    List<EffectResult> elsewhere(UnitOfChange unit) {
        return effects.besideUnknown(unit.unitId());
    }

    List<String> evidence(UnitOfChange unit) {
        return effects.unknown(unit.unitId()).stream().map(Unknowns::sentence).toList();
    }

    private static String sentence(UnknownEffect effect) {
        return "**" + words(effect.kind()) + "** on " + plain(effect.target().toString()) + ": "
                + (effect.known().isBlank() ? "nothing was heard of it" : plain(effect.known()))
                + effect.log()
                        .map(log -> " (output: evidence " + log.brief() + ")")
                        .orElse("");
    }

    private static String words(EffectKind kind) {
        return kind.name().toLowerCase().replace('_', ' ');
    }

    /**
     * Before anything else touches the targets, a way back included. The stop commits on its own: what a target has been told stays told, whatever
     * becomes of the answer.
     *
     * @throws AnswerRefused when a target cannot confirm that nothing runs
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void makeSureNothingRuns(UnitOfChange unit) {
        List<String> unsure = effects.stop(unit.upgradeKey(), unit.unitId(), unit.targets());
        if (!unsure.isEmpty()) {
            throw new AnswerRefused("R35: nothing else may touch a target while it is not certain that nothing runs: "
                    + String.join("; ", unsure)
                    + ". Look on the target, end what runs, and answer again; or choose another answer");
        }
    }

    void decided(UnitOfChange unit) {
        effects.decided(unit.unitId());
    }
}

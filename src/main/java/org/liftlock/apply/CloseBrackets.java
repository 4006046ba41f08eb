package org.liftlock.apply;

import java.util.ArrayList;
import java.util.List;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Effects;
import org.liftlock.effect.Effects.Opened;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepOutcome;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/**
 * Undoes what was opened around a unit, the last one first; protective, and run on every ending. What it closes is read from
 * the journal of effects and not from the description, which may have been changed since.
 */
@Component
class CloseBrackets implements StepHandler {

    private final Effects effects;
    private final KeptValues kept;

    CloseBrackets(Effects effects, KeptValues kept) {
        this.effects = effects;
        this.kept = kept;
    }

    @Override
    public StepWork prepare(Step step) {
        List<Opened> open = effects.opened(step.unit());
        if (open.isEmpty()) {
            return new StepWork.Known(StepAnswer.succeeded("Nothing is open around it"));
        }
        List<StepWork.Order> orders = new ArrayList<>();
        for (Opened opened : open) {
            KeptValues.Found found = kept.of(opened);
            if (found.missing().isEmpty()) {
                orders.add(new StepWork.Order(opened.target(), opened.undo().commands(found.values()))
                        .inTurn(orders.size())
                        .undoing(opened.effectId()));
            }
        }
        return orders.isEmpty()
                ? new StepWork.Known(StepAnswer.failed(stillOpen(open)))
                : new StepWork.Effects(EffectKind.BRACKET_UNDO, orders);
    }

    @Override
    public boolean concludesFromJournal() {
        return true;
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        StepAnswer answer = StepAnswer.worstOf(results, "The brackets are closed");
        List<Opened> open = effects.opened(step.unit());
        return answer.outcome() == StepOutcome.SUCCEEDED && !open.isEmpty()
                ? StepAnswer.failed(stillOpen(open))
                : answer;
    }

    private String stillOpen(List<Opened> open) {
        List<String> sentences = new ArrayList<>();
        for (Opened opened : open) {
            List<String> missing = kept.of(opened).missing();
            sentences.add(
                    missing.isEmpty()
                            ? opened.undo().name() + " on " + opened.target() + " is open"
                            : String.join("; ", missing));
        }
        return String.join("; ", sentences);
    }
}

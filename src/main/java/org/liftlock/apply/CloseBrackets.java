package org.liftlock.apply;

import java.util.List;
import org.liftlock.descriptor.Bracket;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** Undoes what was opened around a unit; protective, and run on every ending. */
@Component
class CloseBrackets implements StepHandler {

    private final Brackets brackets;

    CloseBrackets(Brackets brackets) {
        this.brackets = brackets;
    }

    @Override
    public StepWork prepare(Step step) {
        return brackets.on(step, EffectKind.BRACKET_UNDO, Bracket::undo);
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "The brackets are closed");
    }
}

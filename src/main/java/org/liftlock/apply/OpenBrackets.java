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

/** Opens what is done around a unit; each has an undo that runs on every ending. */
@Component
class OpenBrackets implements StepHandler {

    private final Brackets brackets;

    OpenBrackets(Brackets brackets) {
        this.brackets = brackets;
    }

    @Override
    public StepWork prepare(Step step) {
        return brackets.on(step, EffectKind.BRACKET_DO, Bracket::open);
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "The brackets are open");
    }
}

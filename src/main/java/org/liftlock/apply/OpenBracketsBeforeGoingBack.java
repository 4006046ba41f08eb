package org.liftlock.apply;

import java.util.List;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** Opens what is done around a unit before it is taken back out of use. */
@Component
class OpenBracketsBeforeGoingBack implements StepHandler {

    private final Brackets brackets;

    OpenBracketsBeforeGoingBack(Brackets brackets) {
        this.brackets = brackets;
    }

    @Override
    public StepWork prepare(Step step) {
        return brackets.open(step.unit(), EffectKind.BRACKET_BACK);
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "The brackets are open");
    }
}

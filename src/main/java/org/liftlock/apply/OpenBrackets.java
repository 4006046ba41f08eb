package org.liftlock.apply;

import java.util.List;
import java.util.stream.Collectors;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Effects;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepOutcome;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** Opens what is done around a unit before it is changed. */
@Component
class OpenBrackets implements StepHandler {

    private final Brackets brackets;
    private final Effects effects;
    private final KeptValues kept;

    OpenBrackets(Brackets brackets, Effects effects, KeptValues kept) {
        this.brackets = brackets;
        this.effects = effects;
        this.kept = kept;
    }

    @Override
    public StepWork prepare(Step step) {
        return brackets.open(step.unit(), EffectKind.BRACKET_DO);
    }

    /** What was to be remembered is looked for at once: a bracket that cannot be closed again is no way to begin. */
    @Override
    public boolean concludesFromJournal() {
        return true;
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        StepAnswer answer = StepAnswer.worstOf(results, "The brackets are open");
        if (answer.outcome() != StepOutcome.SUCCEEDED) {
            return answer;
        }
        String missing = effects.opened(step.unit()).stream()
                .map(kept::of)
                .flatMap(found -> found.missing().stream())
                .collect(Collectors.joining("; "));
        return missing.isEmpty() ? answer : StepAnswer.failed(missing);
    }
}

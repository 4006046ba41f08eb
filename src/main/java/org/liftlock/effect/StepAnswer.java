package org.liftlock.effect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a step tells the model.
 *
 * @param variables small values (ids, enums, numbers) the model maps out of the step
 * @param summary one sentence for the timeline
 */
public record StepAnswer(StepOutcome outcome, Map<String, Object> variables, String summary) {

    public StepAnswer {
        variables = Map.copyOf(variables);
        if (summary == null || summary.isBlank()) {
            throw new IllegalArgumentException("A step says in one sentence how it ended");
        }
    }

    public static StepAnswer succeeded(String summary) {
        return new StepAnswer(StepOutcome.SUCCEEDED, Map.of(), summary);
    }

    public static StepAnswer failed(String summary) {
        return new StepAnswer(StepOutcome.FAILED, Map.of(), summary);
    }

    public static StepAnswer refused(String summary) {
        return new StepAnswer(StepOutcome.REFUSED, Map.of(), summary);
    }

    public StepAnswer with(String name, Object content) {
        Map<String, Object> more = new HashMap<>(variables);
        more.put(name, content);
        return new StepAnswer(outcome, more, summary);
    }

    /** The worst outcome of several targets wins; the sentence names every target that did not succeed. */
    public static StepAnswer worstOf(List<EffectResult> results, String done) {
        StepOutcome worst = results.stream()
                .map(result -> stepOutcome(result.outcome()))
                .max(StepOutcome::compareTo)
                .orElse(StepOutcome.SUCCEEDED);
        String troubles = results.stream()
                .filter(result -> !(result.outcome() instanceof EffectOutcome.Succeeded))
                .map(result -> result.target() + ": "
                        + result.outcome().word().toLowerCase().replace('_', ' ')
                        + (result.outcome().detail().isBlank()
                                ? ""
                                : " (" + result.outcome().detail() + ")"))
                .collect(Collectors.joining("; "));
        return new StepAnswer(worst, Map.of(), worst == StepOutcome.SUCCEEDED ? done : troubles);
    }

    private static StepOutcome stepOutcome(EffectOutcome outcome) {
        if (outcome instanceof EffectOutcome.Succeeded) {
            return StepOutcome.SUCCEEDED;
        } else if (outcome instanceof EffectOutcome.Refused || outcome instanceof EffectOutcome.NeverStarted) {
            return StepOutcome.REFUSED;
        } else if (outcome instanceof EffectOutcome.Unknown) {
            return StepOutcome.UNKNOWN;
        }
        return StepOutcome.FAILED;
    }
}

package org.liftlock.lifecycle;

import java.util.ArrayList;
import java.util.List;
import org.liftlock.lifecycle.UpgradeStory.Step;

/** Steps one after the other that belong to the same stage, or to the rehearsal. */
public record StepPart(List<Step> steps) {

    public StepPart {
        steps = List.copyOf(steps);
    }

    static List<StepPart> of(List<Step> steps) {
        List<StepPart> parts = new ArrayList<>();
        List<Step> open = new ArrayList<>();
        for (Step step : steps) {
            if (!open.isEmpty() && !open.get(0).part().equals(step.part())) {
                parts.add(new StepPart(open));
                open.clear();
            }
            open.add(step);
        }
        if (!open.isEmpty()) {
            parts.add(new StepPart(open));
        }
        return parts;
    }

    public String title() {
        return steps.get(0).part();
    }

    public String where() {
        return steps.get(0).environment();
    }
}

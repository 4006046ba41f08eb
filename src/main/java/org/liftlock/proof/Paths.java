package org.liftlock.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Ways through the net, told by the elements of the model. */
final class Paths {

    private Paths() {}

    static List<Finding.Step> steps(List<Transition> way) {
        List<Finding.Step> steps = new ArrayList<>();
        for (Transition transition : way) {
            Part part = transition.part();
            if (part == null) {
                continue;
            }
            Finding.Step step =
                    new Finding.Step(part.resource(), part.process(), part.id(), part.name(), transition.note());
            Finding.Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
            boolean same = last != null
                    && last.element().equals(step.element())
                    && last.process().equals(step.process())
                    && last.note().isEmpty();
            if (same) {
                steps.set(steps.size() - 1, step);
            } else {
                steps.add(step);
            }
        }
        return steps;
    }

    static String names(List<Part> parts, Part otherwise) {
        return parts.isEmpty()
                ? otherwise.quoted()
                : parts.stream().map(Part::quoted).distinct().collect(Collectors.joining(", "));
    }
}

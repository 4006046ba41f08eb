package org.liftlock.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the ways in which a step can go.
 *
 * @param note what the counterexample says about it
 * @param outcomes the outcomes of an external task that go this way
 */
record Variant(String note, Map<Integer, Integer> guards, List<Transition.Effect> effects, List<String> outcomes) {

    static Variant plain() {
        return new Variant("", Map.of(), List.of(), Meaning.OUTCOMES);
    }

    static Variant of(String note, List<String> outcomes, Transition.Effect... effects) {
        return new Variant(note, Map.of(), List.of(effects), outcomes);
    }

    Variant when(int variable, int mask) {
        Map<Integer, Integer> more = new HashMap<>(guards);
        more.merge(variable, mask, (one, other) -> one & other);
        return new Variant(note, more, effects, outcomes);
    }

    Variant and(List<Transition.Effect> further) {
        List<Transition.Effect> more = new ArrayList<>(effects);
        more.addAll(further);
        return new Variant(note, guards, more, outcomes);
    }

    Variant noted(String text) {
        return new Variant(text, guards, effects, outcomes);
    }
}

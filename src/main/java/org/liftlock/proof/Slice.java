package org.liftlock.proof;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Leaves out of a net the variables that decide nothing. */
final class Slice {

    private final List<Transition> transitions;
    private final BitSet deciding = new BitSet();

    private Slice(List<Transition> transitions) {
        this.transitions = transitions;
        for (Transition transition : transitions) {
            for (Transition.Guard guard : transition.guards()) {
                deciding.set(guard.variable());
            }
            for (Transition.Check check : transition.checks()) {
                check.guards().forEach(guard -> deciding.set(guard.variable()));
            }
        }
        while (addSources()) {
            // Until nothing is added.
        }
    }

    /** The variables on which anything depends. */
    static BitSet deciding(List<Transition> transitions) {
        return new Slice(transitions).deciding;
    }

    private boolean addSources() {
        int before = deciding.cardinality();
        for (Transition transition : transitions) {
            for (Transition.Effect effect : transition.effects()) {
                if (effect.reads() && deciding.get(effect.variable())) {
                    deciding.set(effect.source());
                }
            }
        }
        return deciding.cardinality() > before;
    }

    /** The same transition over fewer variables. */
    static Transition renumbered(Transition transition, int[] numbers) {
        return new Transition(
                transition.id(),
                transition.part(),
                transition.note(),
                transition.take(),
                transition.need(),
                transition.forbid(),
                transition.clear(),
                transition.put(),
                Arrays.stream(transition.guards())
                        .map(guard -> renumbered(guard, numbers))
                        .toArray(Transition.Guard[]::new),
                Arrays.stream(transition.effects())
                        .filter(effect -> numbers[effect.variable()] >= 0)
                        .map(effect -> new Transition.Effect(
                                numbers[effect.variable()],
                                effect.reads() ? numbers[effect.source()] : -1,
                                effect.table()))
                        .toArray(Transition.Effect[]::new),
                Arrays.stream(transition.checks())
                        .map(check -> new Transition.Check(
                                check.rule(),
                                check.guards().stream()
                                        .map(guard -> renumbered(guard, numbers))
                                        .toList(),
                                check.marked(),
                                check.sentence()))
                        .toArray(Transition.Check[]::new),
                transition.leads(),
                transition.ends());
    }

    private static Transition.Guard renumbered(Transition.Guard guard, int[] numbers) {
        return new Transition.Guard(numbers[guard.variable()], guard.mask());
    }
}

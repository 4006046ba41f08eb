package org.liftlock.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a look at every interleaving finds, the reduced look finds too. */
class ReductionTest {

    private static final List<String> STEPS = List.of("xor1", "xor2", "and1", "and2", "or1", "a", "b", "c", "d");

    @Property(tries = 400)
    void theReductionLosesNothing(@ForAll("models") Sketch sketch) {
        StateSpace whole = sketch.explored(false);
        StateSpace reduced = sketch.explored(true);

        assertThat(reduced.size()).isLessThanOrEqualTo(whole.size());
        assertThat(deadlocks(reduced) == deadlocks(whole)).isTrue();
        boolean canAlwaysEnd = reduced.nearestWithoutEnd() < 0;
        assertThat(canAlwaysEnd).isEqualTo(whole.nearestWithoutEnd() < 0);
        if (canAlwaysEnd) {
            assertThat(rules(reduced)).isEqualTo(rules(whole));
            assertThat(reduced.happened()).isEqualTo(whole.happened());
        }
    }

    private static boolean deadlocks(StateSpace space) {
        return rules(space).stream().anyMatch(rule -> rule.startsWith(Rule.NO_DEADLOCK.name()));
    }

    private static Set<String> rules(StateSpace space) {
        return space.violations().keySet().stream()
                .map(violation -> violation.rule() + " " + violation.part().id())
                .collect(Collectors.toSet());
    }

    /** Any flows between any elements: most of these models are wrong in some way. */
    @Provide
    Arbitrary<Sketch> models() {
        Arbitrary<String> step = Arbitraries.of(STEPS);
        Arbitrary<String> flow = Combinators.combine(step, step)
                .filter((from, to) -> !from.equals(to))
                .as((from, to) -> from + " -> " + to);
        return flow.list().ofMinSize(3).ofMaxSize(10).uniqueElements().map(flows -> {
            Sketch sketch = Sketch.of("random", "start -> xor1", "d -> end", "xor2 -> end", "and2 -> end2");
            flows.forEach(sketch::ways);
            return sketch;
        });
    }
}

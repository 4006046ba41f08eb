package org.liftlock.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Chooses which of the enabled transitions are worth trying first (strong stubborn sets). Whatever happens outside the
 * chosen set neither enables nor disables nor overtakes anything in it, so the others may wait. Every end of every run is
 * still reached, and when every marking can go on to an end, so is every single step of every run (Valmari, "Stop It, and
 * Be Stubborn!"): that is why nothing has to be watched for the rules that are looked for on the way.
 */
final class StubbornSets {

    private final List<Transition> transitions;
    private final int[][] dependent;
    private final int[][] puttersOf;
    private final int[][] removersOf;
    private final int[][] writersOf;
    private final int[] stamps;
    private final int[] work;
    private int stamp;

    StubbornSets(Net net) {
        transitions = net.transitions();
        Uses uses = new Uses(net);
        dependent = new int[transitions.size()][];
        for (Transition transition : transitions) {
            BitSet others = uses.dependentOn(transition);
            others.clear(transition.id());
            dependent[transition.id()] = others.stream().toArray();
        }
        puttersOf = arrays(uses.putters);
        removersOf = arrays(uses.removers);
        writersOf = arrays(uses.writers);
        stamps = new int[transitions.size()];
        work = new int[transitions.size()];
    }

    /** @return of the enabled transitions the fewest that suffice */
    List<Transition> reduce(List<Transition> enabled, Marking marking) {
        if (enabled.size() < 2) {
            return enabled;
        }
        List<Transition> best = enabled;
        for (Transition seed : enabled) {
            if (best.size() < enabled.size() && stamps[seed.id()] == stamp) {
                continue;
            }
            List<Transition> chosen = around(seed, marking, best.size());
            if (chosen != null && chosen.size() < best.size()) {
                best = chosen;
            }
            if (best.size() == 1) {
                break;
            }
        }
        return best;
    }

    /** @return null when it is no better than what is known */
    private List<Transition> around(Transition seed, Marking marking, int tooMany) {
        stamp++;
        List<Transition> chosen = new ArrayList<>();
        int waiting = 0;
        work[waiting++] = seed.id();
        stamps[seed.id()] = stamp;
        while (waiting > 0) {
            Transition next = transitions.get(work[--waiting]);
            int[] more;
            if (next.enabled(marking.places, marking.values)) {
                chosen.add(next);
                if (chosen.size() >= tooMany) {
                    return null;
                }
                more = dependent[next.id()];
            } else {
                more = whatItWaitsFor(next, marking);
            }
            for (int id : more) {
                if (stamps[id] != stamp) {
                    stamps[id] = stamp;
                    work[waiting++] = id;
                }
            }
        }
        return chosen;
    }

    /** One of the reasons why it cannot happen, and all that could end it: of these the one that adds the fewest. */
    private int[] whatItWaitsFor(Transition transition, Marking marking) {
        int[] fewest = null;
        for (int place : transition.take()) {
            fewest = marking.marked(place) ? fewest : fewer(fewest, puttersOf[place]);
        }
        for (int place : transition.need()) {
            fewest = marking.marked(place) ? fewest : fewer(fewest, puttersOf[place]);
        }
        for (int place : transition.forbid()) {
            fewest = marking.marked(place) ? fewer(fewest, removersOf[place]) : fewest;
        }
        for (Transition.Guard guard : transition.guards()) {
            fewest = (marking.values[guard.variable()] & guard.mask()) == 0
                    ? fewer(fewest, writersOf[guard.variable()])
                    : fewest;
        }
        return fewest;
    }

    private int[] fewer(int[] one, int[] other) {
        return one == null || added(other) < added(one) ? other : one;
    }

    private int added(int[] some) {
        int added = 0;
        for (int id : some) {
            added += stamps[id] == stamp ? 0 : 1;
        }
        return added;
    }

    private static int[][] arrays(BitSet[] sets) {
        int[][] arrays = new int[sets.length][];
        for (int index = 0; index < sets.length; index++) {
            arrays[index] = sets[index].stream().toArray();
        }
        return arrays;
    }
}

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

    private static final int[] NOTHING = {};

    private final List<Transition> transitions;
    private final int[][] dependent;
    private final Users putters;
    private final Users removers;
    private final Users writers;
    private final Reasons reasons = new Reasons();
    private final int[] stamps;
    private final int[] possible;
    private final int[] work;
    private int stamp;
    private int look;

    StubbornSets(Net net) {
        transitions = net.transitions();
        Uses uses = new Uses(net);
        dependent = new int[transitions.size()][];
        for (Transition transition : transitions) {
            BitSet others = uses.dependentOn(transition);
            others.clear(transition.id());
            dependent[transition.id()] = others.stream().toArray();
        }
        putters = new Users(uses.putters);
        removers = new Users(uses.removers);
        writers = new Users(uses.writers);
        stamps = new int[transitions.size()];
        possible = new int[transitions.size()];
        work = new int[transitions.size()];
    }

    /** @return of the enabled transitions the fewest that suffice */
    List<Transition> reduce(List<Transition> enabled, Marking marking) {
        if (enabled.size() < 2) {
            return enabled;
        }
        look++;
        for (Transition transition : enabled) {
            possible[transition.id()] = look;
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
        chosen.add(seed);
        int waiting = 0;
        work[waiting++] = seed.id();
        stamps[seed.id()] = stamp;
        while (waiting > 0) {
            int next = work[--waiting];
            int[] more = possible[next] == look ? dependent[next] : whatItWaitsFor(transitions.get(next), marking);
            for (int id : more) {
                if (stamps[id] == stamp) {
                    continue;
                }
                stamps[id] = stamp;
                work[waiting++] = id;
                if (possible[id] == look) {
                    chosen.add(transitions.get(id));
                    if (chosen.size() >= tooMany) {
                        return null;
                    }
                }
            }
        }
        return chosen;
    }

    /** One of the reasons why it cannot happen, and all that could end it: of these the one that adds the fewest. */
    private int[] whatItWaitsFor(Transition transition, Marking marking) {
        reasons.clear();
        for (int place : transition.take()) {
            if (!marking.marked(place) && reasons.offer(putters, place)) {
                return NOTHING;
            }
        }
        for (int place : transition.need()) {
            if (!marking.marked(place) && reasons.offer(putters, place)) {
                return NOTHING;
            }
        }
        for (int place : transition.forbid()) {
            if (marking.marked(place) && reasons.offer(removers, place)) {
                return NOTHING;
            }
        }
        for (Transition.Guard guard : transition.guards()) {
            if ((marking.values[guard.variable()] & guard.mask()) == 0 && reasons.offer(writers, guard.variable())) {
                return NOTHING;
            }
        }
        return reasons.best();
    }

    /** By place or variable, who brings, removes or writes it; and whether all of them are in the set already. */
    private final class Users {

        private final int[][] of;
        private final int[] added;

        Users(BitSet[] sets) {
            of = new int[sets.length][];
            for (int index = 0; index < sets.length; index++) {
                of[index] = sets[index].stream().toArray();
            }
            added = new int[sets.length];
        }
    }

    /** Reasons why one transition cannot happen, of which one suffices. */
    private final class Reasons {

        private Users users;
        private int index;
        private int fewest;

        void clear() {
            users = null;
            fewest = Integer.MAX_VALUE;
        }

        /** @return whether the reason adds nothing, so that no other has to be looked for */
        boolean offer(Users some, int at) {
            if (some.added[at] == stamp) {
                return true;
            }
            int count = 0;
            for (int id : some.of[at]) {
                count += stamps[id] == stamp ? 0 : 1;
                if (count >= fewest) {
                    return false;
                }
            }
            users = some;
            index = at;
            fewest = count;
            if (count == 0) {
                some.added[at] = stamp;
            }
            return count == 0;
        }

        int[] best() {
            users.added[index] = stamp;
            return users.of[index];
        }
    }
}

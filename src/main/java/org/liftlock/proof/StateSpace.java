package org.liftlock.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The markings a net can reach, nearest first, and what was broken on the way to them. */
final class StateSpace {

    private final Net net;
    private final Transition[] transitions;
    private final int[][] takers;
    private final Liveness liveness;
    private final List<Marking> markings = new ArrayList<>();
    private final Map<Marking, Integer> known = new HashMap<>();
    private final List<Integer> from = new ArrayList<>();
    private final List<Transition> via = new ArrayList<>();
    private final List<List<Integer>> before = new ArrayList<>();
    private final BitSet happened = new BitSet();
    private final Map<Violation, Way> violations = new LinkedHashMap<>();
    private final List<Integer> ends = new ArrayList<>();
    private final BitSet leadToWayBack = new BitSet();
    private final Map<Integer, Way> needWayBack = new LinkedHashMap<>();
    private boolean tooLarge;

    /** @param last what happened last, null when the marking itself is what is wrong */
    record Way(int marking, Transition last) {}

    private StateSpace(Net net) {
        this.net = net;
        this.transitions = net.transitions().toArray(Transition[]::new);
        this.liveness = new Liveness(net);
        List<List<Integer>> lists = new ArrayList<>();
        for (int place = 0; place < net.places(); place++) {
            lists.add(new ArrayList<>());
        }
        for (Transition transition : transitions) {
            int place = transition.take().length > 0
                    ? transition.take()[0]
                    : transition.need()[0];
            lists.get(place).add(transition.id());
        }
        takers = lists.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** Explores with the reduction, up to so many markings. */
    static StateSpace reduced(Net net, int most) {
        StateSpace space = new StateSpace(net);
        space.explore(new StubbornSets(net), most, Set.of());
        return space;
    }

    /** Explores without it until everything wanted has been met or so many markings are known. */
    static StateSpace until(Net net, Set<Violation> wanted, int most) {
        StateSpace space = new StateSpace(net);
        space.explore(null, most, wanted);
        return space;
    }

    private void explore(StubbornSets stubborn, int most, Set<Violation> wanted) {
        for (int start : net.starts()) {
            long[] places = new long[(net.places() >> 6) + 1];
            places[start >> 6] |= 1L << start;
            reach(places, net.initialValues(), -1, null);
        }
        for (int current = 0; current < markings.size(); current++) {
            if (markings.size() > most) {
                tooLarge = true;
                return;
            }
            Marking marking = markings.get(current);
            List<Transition> enabled = enabled(marking);
            if (enabled.isEmpty()) {
                ends.add(current);
                noteEnd(marking, current);
            }
            for (Transition transition : stubborn == null ? enabled : stubborn.reduce(enabled, marking)) {
                fire(transition, marking, current);
            }
            if (!wanted.isEmpty() && violations.keySet().containsAll(wanted)) {
                return;
            }
        }
    }

    private List<Transition> enabled(Marking marking) {
        List<Transition> enabled = new ArrayList<>();
        for (int word = 0; word < marking.places.length; word++) {
            for (long rest = marking.places[word]; rest != 0; rest &= rest - 1) {
                for (int id : takers[(word << 6) + Long.numberOfTrailingZeros(rest)]) {
                    if (transitions[id].enabled(marking.places, marking.values)) {
                        enabled.add(transitions[id]);
                    }
                }
            }
        }
        return enabled;
    }

    private void fire(Transition transition, Marking marking, int current) {
        happened.set(transition.id());
        int[] values = marking.values.clone();
        for (Transition.Guard guard : transition.guards()) {
            values[guard.variable()] &= guard.mask();
        }
        for (Transition.Check check : transition.checks()) {
            if (check.broken(marking.places, values)) {
                violations.putIfAbsent(
                        new Violation(check.rule(), transition.part(), check.sentence()), new Way(current, transition));
            }
        }
        int[] changed = values.clone();
        for (Transition.Effect effect : transition.effects()) {
            changed[effect.variable()] = effect.applied(values, changed);
        }
        long[] places = marking.places.clone();
        for (int place : transition.take()) {
            places[place >> 6] &= ~(1L << place);
        }
        for (int place : transition.clear()) {
            places[place >> 6] &= ~(1L << place);
        }
        for (int place : transition.put()) {
            if ((places[place >> 6] & 1L << place) != 0 && net.mayBeOnlyOne(place)) {
                violations.putIfAbsent(
                        new Violation(Rule.ONE_TOKEN, net.waitingAt(place), ""), new Way(current, transition));
            }
            places[place >> 6] |= 1L << place;
        }
        int next = reach(places, changed, current, transition);
        if (net.isWayBack(transition)) {
            leadToWayBack.set(current);
        }
        if (net.needsWayBack(transition)) {
            needWayBack.putIfAbsent(next, new Way(current, transition));
        }
    }

    private int reach(long[] places, int[] values, int current, Transition transition) {
        liveness.forget(places, values);
        Marking marking = new Marking(places, values);
        Integer number = known.get(marking);
        if (number == null) {
            number = markings.size();
            known.put(marking, number);
            markings.add(marking);
            from.add(current);
            via.add(transition);
            before.add(new ArrayList<>(2));
        }
        if (current >= 0) {
            before.get(number).add(current);
        }
        return number;
    }

    private void noteEnd(Marking marking, int number) {
        if (marking.marked(net.done())) {
            return;
        }
        for (Part part : waiting(number)) {
            violations.putIfAbsent(new Violation(Rule.NO_DEADLOCK, part, ""), new Way(number, null));
            return;
        }
        violations.putIfAbsent(new Violation(Rule.NO_DEADLOCK, net.whole(), ""), new Way(number, null));
    }

    /** The elements at which tokens are. */
    List<Part> waiting(int number) {
        List<Part> waiting = new ArrayList<>();
        Marking marking = markings.get(number);
        for (int place = 0; place < net.places(); place++) {
            if (marking.marked(place) && net.waitingAt(place) != null) {
                waiting.add(net.waitingAt(place));
            }
        }
        return waiting;
    }

    /** The nearest marking from which no proper end can be reached although something can still happen. */
    int nearestWithoutEnd() {
        BitSet canEnd = new BitSet();
        ends.forEach(canEnd::set);
        leadingTo(canEnd);
        return canEnd.nextClearBit(0) < markings.size() ? canEnd.nextClearBit(0) : -1;
    }

    /** The nearest failed check from which no way back can be reached any more. */
    Optional<Way> withoutWayBack() {
        BitSet some = (BitSet) leadToWayBack.clone();
        leadingTo(some);
        return needWayBack.entrySet().stream()
                .filter(entry -> !some.get(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Adds every marking from which one of them can be reached. */
    void leadingTo(BitSet some) {
        Deque<Integer> open = new ArrayDeque<>();
        some.stream().forEach(open::add);
        while (!open.isEmpty()) {
            for (int earlier : before.get(open.poll())) {
                if (!some.get(earlier)) {
                    some.set(earlier);
                    open.add(earlier);
                }
            }
        }
    }

    /** What happened on the way to the marking, first to last. */
    List<Transition> wayTo(int number) {
        Deque<Transition> way = new ArrayDeque<>();
        for (int current = number; via.get(current) != null; current = from.get(current)) {
            way.addFirst(via.get(current));
        }
        return List.copyOf(way);
    }

    List<Transition> wayTo(Way way) {
        List<Transition> all = new ArrayList<>(wayTo(way.marking()));
        if (way.last() != null) {
            all.add(way.last());
        }
        return all;
    }

    Map<Violation, Way> violations() {
        return violations;
    }

    BitSet happened() {
        return happened;
    }

    boolean tooLarge() {
        return tooLarge;
    }

    int size() {
        return markings.size();
    }

    Marking marking(int number) {
        return markings.get(number);
    }
}

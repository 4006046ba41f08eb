package org.liftlock.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Places, variables and transitions while they are put together. */
final class Net {

    private final List<Part> places = new ArrayList<>();
    private final List<String> variables = new ArrayList<>();
    private final List<Integer> initial = new ArrayList<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private final List<Transition> transitions = new ArrayList<>();
    private final Set<Part> parts = new LinkedHashSet<>();
    private final Map<Part, List<Part>> passedBy = new HashMap<>();
    private final List<Integer> starts = new ArrayList<>();
    private final BitSet many = new BitSet();
    private final BitSet wayBack = new BitSet();
    private final BitSet failedChecks = new BitSet();
    private final Part whole;
    private final int done;

    /** @param whole the process that is proved, with all it calls */
    Net(Part whole) {
        this.whole = whole;
        this.done = place(null);
    }

    Part whole() {
        return whole;
    }

    /** Marked when the whole process has ended, and nothing else is marked then. */
    int done() {
        return done;
    }

    /** @param part the element a token here waits at, or null when nothing waits here */
    int place(Part part) {
        places.add(part);
        return places.size() - 1;
    }

    int variable(String name, int value) {
        return byName.computeIfAbsent(name, unknown -> {
            variables.add(name);
            initial.add(value);
            return variables.size() - 1;
        });
    }

    TransitionBuilder transition(Part part) {
        return new TransitionBuilder(this, part);
    }

    void add(Transition transition) {
        transitions.add(transition);
    }

    /** The next transition starts to take the system back. */
    void nextIsWayBack() {
        wayBack.set(transitions.size());
    }

    boolean isWayBack(Transition transition) {
        return wayBack.get(transition.id());
    }

    /** After the next transition it must still be possible to take the system back. */
    void nextNeedsWayBack() {
        failedChecks.set(transitions.size());
    }

    boolean needsWayBack(Transition transition) {
        return failedChecks.get(transition.id());
    }

    /** An element that somebody must be able to reach. */
    void mustBeReached(Part part) {
        parts.add(part);
    }

    /** An element that is passed when one of the others is. */
    void passedBy(Part part, List<Part> others) {
        passedBy.put(part, others);
    }

    Map<Part, List<Part>> passedBy() {
        return passedBy;
    }

    void startAt(int place) {
        starts.add(place);
    }

    /** Leaves out the variables that decide nothing; to be called once, when everything is added. */
    void slice() {
        BitSet deciding = Slice.deciding(transitions);
        int[] numbers = new int[variables.size()];
        int next = 0;
        for (int variable = 0; variable < numbers.length; variable++) {
            numbers[variable] = deciding.get(variable) ? next++ : -1;
        }
        for (List<?> list : List.of(variables, initial)) {
            Iterator<?> items = list.iterator();
            for (int number : numbers) {
                items.next();
                if (number < 0) {
                    items.remove();
                }
            }
        }
        transitions.replaceAll(transition -> Slice.renumbered(transition, numbers));
    }

    int places() {
        return places.size();
    }

    Part waitingAt(int place) {
        return places.get(place);
    }

    /** Two tokens at an end event just end; anywhere else something would happen twice. */
    void mayBeMany(int place) {
        many.set(place);
    }

    boolean mayBeOnlyOne(int place) {
        return places.get(place) != null && !many.get(place);
    }

    int variables() {
        return variables.size();
    }

    int[] initialValues() {
        return initial.stream().mapToInt(Integer::intValue).toArray();
    }

    List<Integer> starts() {
        return starts;
    }

    List<Transition> transitions() {
        return transitions;
    }

    Set<Part> parts() {
        return parts;
    }
}

package org.liftlock.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Puts one transition together; {@link #add} can be called several times for variants of it. */
final class TransitionBuilder {

    private final Net net;
    private final Part part;
    private String note = "";
    private final TreeSet<Integer> take = new TreeSet<>();
    private final TreeSet<Integer> need = new TreeSet<>();
    private final TreeSet<Integer> forbid = new TreeSet<>();
    private final TreeSet<Integer> clear = new TreeSet<>();
    private final TreeSet<Integer> put = new TreeSet<>();
    private final TreeSet<Integer> leads = new TreeSet<>();
    private final TreeSet<Integer> ends = new TreeSet<>();
    private final Map<Integer, Integer> guards = new LinkedHashMap<>();
    private final List<Transition.Effect> effects = new ArrayList<>();
    private final List<Transition.Check> checks = new ArrayList<>();

    TransitionBuilder(Net net, Part part) {
        this.net = net;
        this.part = part;
    }

    private TransitionBuilder(TransitionBuilder other) {
        this(other.net, other.part);
        note = other.note;
        take.addAll(other.take);
        need.addAll(other.need);
        forbid.addAll(other.forbid);
        clear.addAll(other.clear);
        put.addAll(other.put);
        leads.addAll(other.leads);
        ends.addAll(other.ends);
        guards.putAll(other.guards);
        effects.addAll(other.effects);
        checks.addAll(other.checks);
    }

    TransitionBuilder copy() {
        return new TransitionBuilder(this);
    }

    TransitionBuilder note(String text) {
        note = text;
        return this;
    }

    TransitionBuilder take(int place) {
        take.add(place);
        return this;
    }

    TransitionBuilder need(int place) {
        need.add(place);
        return this;
    }

    TransitionBuilder forbid(Collection<Integer> some) {
        forbid.addAll(some);
        return this;
    }

    TransitionBuilder clear(Collection<Integer> some) {
        clear.addAll(some);
        return this;
    }

    TransitionBuilder put(int place) {
        put.add(place);
        return this;
    }

    /** It leaves no token behind; what comes next is the end of the scope. */
    TransitionBuilder leadsTo(Frame scope) {
        leads.add(scope.closing);
        return this;
    }

    /** It is the end of the scope. */
    TransitionBuilder endOf(Frame scope) {
        ends.add(scope.closing);
        return take(scope.active).forbid(scope.inside).clear(scope.armed);
    }

    TransitionBuilder guard(int variable, int mask) {
        guards.merge(variable, mask, (one, other) -> one & other);
        return this;
    }

    TransitionBuilder guards(Map<Integer, Integer> some) {
        some.forEach(this::guard);
        return this;
    }

    TransitionBuilder effect(Transition.Effect effect) {
        effects.add(effect);
        return this;
    }

    TransitionBuilder effects(Collection<Transition.Effect> some) {
        effects.addAll(some);
        return this;
    }

    TransitionBuilder check(Transition.Check check) {
        checks.add(check);
        return this;
    }

    TransitionBuilder checks(Collection<Transition.Check> some) {
        checks.addAll(some);
        return this;
    }

    /** Adds it to the net, unless a guard leaves no value at all. */
    void add() {
        if (guards.containsValue(0)) {
            return;
        }
        clear.removeAll(take);
        need.removeAll(take);
        net.add(new Transition(
                net.transitions().size(),
                part,
                note,
                array(take),
                array(need),
                array(forbid),
                array(clear),
                array(put),
                guards.entrySet().stream()
                        .map(guard -> new Transition.Guard(guard.getKey(), guard.getValue()))
                        .toArray(Transition.Guard[]::new),
                effects.toArray(Transition.Effect[]::new),
                checks.toArray(Transition.Check[]::new),
                array(leads),
                array(ends)));
    }

    private static int[] array(TreeSet<Integer> some) {
        return some.stream().mapToInt(Integer::intValue).toArray();
    }
}

package org.liftlock.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A process or subprocess while it is translated: its places, and what can only be added once all of them are known. */
final class Frame {

    final Net net;
    final Frame outer;
    final Instance instance;
    final Scope scope;

    /** The subprocess or call it is the inside of, in the outer frame; null at the top. */
    final Node host;

    final int active;

    /** Never marked: stands for the end of the scope where it matters what may still be read after it. */
    final int closing;

    /** As long as one of them is marked, it has not ended. */
    final List<Integer> inside = new ArrayList<>();

    /** Marked while an event is waited for that belongs to something active. */
    final List<Integer> armed = new ArrayList<>();

    /** Places where a step of a target runs. */
    final List<Integer> running = new ArrayList<>();

    final Set<Unit> units = new HashSet<>();
    private final Map<Node, List<Integer>> placesOf = new HashMap<>();
    private final Map<Object, Integer> entries = new HashMap<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    Frame(Net net, Frame outer, Instance instance, Scope scope, Node host) {
        this.net = net;
        this.outer = outer;
        this.instance = instance;
        this.scope = scope;
        this.host = host;
        this.active = outer == null ? net.place(null) : outer.place(null, host);
        this.closing = net.place(null);
        if (instance.ownsUnit && (outer == null || outer.instance != instance)) {
            home(instance.unit);
        }
    }

    private void home(Unit unit) {
        units.add(unit);
        if (outer != null) {
            outer.home(unit);
        }
    }

    /** @param part what waits there, null when nobody would say so */
    int place(Part part, Node owner) {
        int place = net.place(part);
        own(place, owner, true);
        return place;
    }

    private void own(int place, Node owner, boolean holds) {
        (holds ? inside : armed).add(place);
        placesOf.computeIfAbsent(owner, unknown -> new ArrayList<>()).add(place);
        if (outer != null) {
            outer.own(place, host, holds);
        }
    }

    int arm(Node owner) {
        int place = net.place(null);
        own(place, owner, false);
        return place;
    }

    /** Marked as long as an event subprocess can be begun. */
    int armed(Node handler) {
        return entries.computeIfAbsent(handler, unknown -> arm(handler));
    }

    void runs(int place) {
        running.add(place);
        if (outer != null) {
            outer.runs(place);
        }
    }

    /** Where a token comes in: one place for each element, or for each flow of a gateway that joins. */
    int entry(Node.Flow flow) {
        Node target = flow.target();
        boolean joins =
                (target.kind == Node.Kind.PARALLEL || target.kind == Node.Kind.INCLUSIVE) && target.in.size() > 1;
        return joins ? entries.computeIfAbsent(flow, unknown -> place(target.part, target)) : entry(target);
    }

    int entry(Node node) {
        return entries.computeIfAbsent(node, unknown -> place(node.part, node));
    }

    /** Where a token comes from elsewhere: an error or escalation that this event catches. */
    int thrownTo(Node event) {
        return entries.computeIfAbsent("thrown to " + event.part.id(), unknown -> place(event.part, event));
    }

    /** Whether nobody has asked for this event before. */
    boolean isFirst(Node event) {
        return entries.put("asked for " + event.part.id(), 0) == null;
    }

    List<Integer> placesOf(Node node) {
        return placesOf.getOrDefault(node, List.of());
    }

    List<Integer> everything() {
        List<Integer> all = new ArrayList<>(inside);
        all.addAll(armed);
        return all;
    }

    /** Runs it when everything inside is translated. */
    void afterwards(Runnable rest) {
        afterwards.add(rest);
    }

    void finish() {
        for (int next = 0; next < afterwards.size(); next++) {
            afterwards.get(next).run();
        }
    }
}

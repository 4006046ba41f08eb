package org.liftlock.proof;

import java.util.BitSet;

/** Which transitions use which places and variables, and so which depend on each other's order. */
final class Uses {

    final BitSet[] putters;
    final BitSet[] removers;
    final BitSet[] writers;
    private final BitSet[] needing;
    private final BitSet[] forbidding;
    private final BitSet[] checking;
    private final BitSet[] readers;

    Uses(Net net) {
        putters = sets(net.places());
        removers = sets(net.places());
        needing = sets(net.places());
        forbidding = sets(net.places());
        checking = sets(net.places());
        writers = sets(net.variables());
        readers = sets(net.variables());
        net.transitions().forEach(this::note);
    }

    private static BitSet[] sets(int size) {
        BitSet[] sets = new BitSet[size];
        for (int index = 0; index < size; index++) {
            sets[index] = new BitSet();
        }
        return sets;
    }

    private void note(Transition transition) {
        note(transition, transition.put(), putters);
        note(transition, transition.take(), removers);
        note(transition, transition.clear(), removers);
        note(transition, transition.need(), needing);
        note(transition, transition.forbid(), forbidding);
        for (Transition.Check check : transition.checks()) {
            note(transition, check.marked(), checking);
        }
        reads(transition).stream().forEach(variable -> readers[variable].set(transition.id()));
        writes(transition).stream().forEach(variable -> writers[variable].set(transition.id()));
    }

    private static void note(Transition transition, int[] places, BitSet[] sets) {
        for (int place : places) {
            sets[place].set(transition.id());
        }
    }

    private static BitSet reads(Transition transition) {
        BitSet reads = new BitSet();
        Liveness.addReads(transition, reads);
        return reads;
    }

    /** A guard leaves its variable fewer values, which is a change too. */
    private static BitSet writes(Transition transition) {
        BitSet writes = new BitSet();
        for (Transition.Effect effect : transition.effects()) {
            writes.set(effect.variable());
        }
        for (Transition.Guard guard : transition.guards()) {
            writes.set(guard.variable());
        }
        return writes;
    }

    BitSet dependentOn(Transition transition) {
        BitSet others = new BitSet();
        for (int[] removed : new int[][] {transition.take(), transition.clear()}) {
            for (int place : removed) {
                add(others, place, putters, removers, needing, forbidding, checking);
            }
        }
        for (int place : transition.need()) {
            add(others, place, removers);
        }
        for (int place : transition.forbid()) {
            add(others, place, putters);
        }
        for (int place : transition.put()) {
            add(others, place, putters, removers, forbidding, checking);
        }
        for (Transition.Check check : transition.checks()) {
            for (int place : check.marked()) {
                add(others, place, putters, removers);
            }
        }
        reads(transition).stream().forEach(variable -> others.or(writers[variable]));
        writes(transition).stream().forEach(variable -> {
            others.or(readers[variable]);
            others.or(writers[variable]);
        });
        return others;
    }

    private static void add(BitSet others, int place, BitSet[]... users) {
        for (BitSet[] kind : users) {
            others.or(kind[place]);
        }
    }
}

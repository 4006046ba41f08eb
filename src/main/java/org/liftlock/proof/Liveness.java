package org.liftlock.proof;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which variables somebody may still read when a token waits at a place. What nobody reads any more is forgotten, so that
 * markings which can only do the same count once.
 */
final class Liveness {

    /** By place: what is read after it inside its scope. */
    private final BitSet[] inside;

    /** By place: the same, and what is read after its scope when the token was the last one in it. */
    private final BitSet[] throughout;

    /** The same as {@link #throughout}, for speed. */
    private final long[][] words;

    private final Transition[] endOfScope;
    private final int[] forgotten;

    Liveness(Net net) {
        inside = sets(net.places());
        throughout = sets(net.places());
        forgotten = net.initialValues();
        endOfScope = new Transition[net.places()];
        for (Transition transition : net.transitions()) {
            if (transition.ends().length > 0) {
                endOfScope[transition.take()[0]] = transition;
            }
        }
        spread(net.transitions());
        words = Arrays.stream(throughout).map(BitSet::toLongArray).toArray(long[][]::new);
    }

    private static BitSet[] sets(int places) {
        BitSet[] sets = new BitSet[places];
        for (int place = 0; place < places; place++) {
            sets[place] = new BitSet();
        }
        return sets;
    }

    private void spread(List<Transition> transitions) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int index = transitions.size() - 1; index >= 0; index--) {
                changed |= spread(transitions.get(index));
            }
        }
    }

    private boolean spread(Transition transition) {
        int[] from = transition.ends().length > 0 ? transition.ends() : transition.take();
        BitSet readInside = before(transition, inside, transition.put());
        BitSet readThroughout = before(transition, throughout, transition.put(), transition.leads());
        // What it begins beside something that goes on is not what leads to the end of the scope.
        boolean beside = transition.need().length > 0 && transition.clear().length == 0;
        BitSet readAtLast = beside ? readInside : readThroughout;
        return add(inside, from, readInside)
                | add(throughout, from, readAtLast)
                | add(inside, transition.need(), readInside)
                | add(throughout, transition.need(), readAtLast);
    }

    private static BitSet before(Transition transition, BitSet[] after, int[]... next) {
        BitSet read = new BitSet();
        for (int[] places : next) {
            for (int place : places) {
                read.or(after[place]);
            }
        }
        for (Transition.Effect effect : transition.effects()) {
            if (!effect.reads()) {
                read.clear(effect.variable());
            }
        }
        addReads(transition, read);
        return read;
    }

    static void addReads(Transition transition, BitSet read) {
        for (Transition.Guard guard : transition.guards()) {
            read.set(guard.variable());
        }
        for (Transition.Effect effect : transition.effects()) {
            if (effect.reads()) {
                read.set(effect.source());
            }
        }
        for (Transition.Check check : transition.checks()) {
            check.guards().forEach(guard -> read.set(guard.variable()));
        }
    }

    private static boolean add(BitSet[] sets, int[] places, BitSet read) {
        boolean changed = false;
        for (int place : places) {
            int before = sets[place].cardinality();
            sets[place].or(read);
            changed |= sets[place].cardinality() != before;
        }
        return changed;
    }

    void forget(long[] places, int[] values) {
        long[] read = new long[(values.length >> 6) + 1];
        for (int word = 0; word < places.length; word++) {
            for (long rest = places[word]; rest != 0; rest &= rest - 1) {
                int place = (word << 6) + Long.numberOfTrailingZeros(rest);
                add(read, place);
                Transition end = endOfScope[place];
                if (end != null && isEmpty(end, places)) {
                    add(read, end.ends()[0]);
                }
            }
        }
        for (int variable = 0; variable < values.length; variable++) {
            if ((read[variable >> 6] & 1L << variable) == 0) {
                values[variable] = forgotten[variable];
            }
        }
    }

    private void add(long[] read, int place) {
        long[] more = words[place];
        for (int word = 0; word < more.length; word++) {
            read[word] |= more[word];
        }
    }

    private static boolean isEmpty(Transition end, long[] places) {
        for (int place : end.forbid()) {
            if ((places[place >> 6] & 1L << place) != 0) {
                return false;
            }
        }
        return true;
    }
}

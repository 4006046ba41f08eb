package org.liftlock.proof;

import java.util.Arrays;

/** Which places are marked, and what each variable can be. */
final class Marking {

    final long[] places;
    final int[] values;
    private final int hash;

    Marking(long[] places, int[] values) {
        this.places = places;
        this.values = values;
        this.hash = 31 * Arrays.hashCode(places) + Arrays.hashCode(values);
    }

    boolean marked(int place) {
        return (places[place >> 6] & 1L << place) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Marking marking
                && hash == marking.hash
                && Arrays.equals(places, marking.places)
                && Arrays.equals(values, marking.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}

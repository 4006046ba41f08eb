package org.liftlock.proof;

import java.util.List;

/**
 * One step of the net. It may happen when the places it takes and needs are marked, those it forbids are not, and every
 * guard leaves its variable a possible value. Then it clears, takes, puts, and changes variables.
 *
 * @param part the element that a counterexample names, or null for a step that nobody sees
 * @param note what happened there, such as an outcome; empty when that is plain
 * @param checks what must not be so when it happens
 * @param leads where it goes on without a token: to the end of its scope, when it was the last inside
 * @param ends the scope that it ends, to which everything inside leads; none or one
 */
record Transition(
        int id,
        Part part,
        String note,
        int[] take,
        int[] need,
        int[] forbid,
        int[] clear,
        int[] put,
        Guard[] guards,
        Effect[] effects,
        Check[] checks,
        int[] leads,
        int[] ends) {

    /** @param mask the values that let it happen; afterwards the variable has one of them */
    record Guard(int variable, int mask) {}

    /**
     * @param source variable whose value decides; the changed variable itself, another, or -1 for none
     * @param table new possible values for each value of the source; a single entry without source, null to copy
     */
    record Effect(int variable, int source, int[] table) {

        static Effect assign(int variable, int mask) {
            return new Effect(variable, -1, new int[] {mask});
        }

        boolean reads() {
            return source >= 0;
        }

        /** Changes of one variable follow each other; of other variables it sees what they were before. */
        int applied(int[] before, int[] changed) {
            int[] values = source == variable ? changed : before;
            if (source < 0) {
                return table[0];
            }
            if (table == null) {
                return values[source];
            }
            int result = 0;
            for (int rest = values[source]; rest != 0; rest &= rest - 1) {
                result |= table[Integer.numberOfTrailingZeros(rest)];
            }
            return result;
        }
    }

    /**
     * A rule that is broken when every guard can hold and, if there are any, one of the places is marked.
     *
     * @param parts elements it concerns beside that of the transition
     */
    record Check(Rule rule, List<Guard> guards, int[] marked, String sentence) {

        boolean broken(long[] places, int[] values) {
            for (Guard guard : guards) {
                if ((values[guard.variable()] & guard.mask()) == 0) {
                    return false;
                }
            }
            for (int place : marked) {
                if ((places[place >> 6] & 1L << place) != 0) {
                    return true;
                }
            }
            return marked.length == 0;
        }
    }

    boolean enabled(long[] places, int[] values) {
        return all(take, places, true) && all(need, places, true) && all(forbid, places, false) && allows(values);
    }

    private static boolean all(int[] some, long[] places, boolean marked) {
        for (int place : some) {
            if ((places[place >> 6] & 1L << place) != 0 != marked) {
                return false;
            }
        }
        return true;
    }

    private boolean allows(int[] values) {
        for (Guard guard : guards) {
            if ((values[guard.variable()] & guard.mask()) == 0) {
                return false;
            }
        }
        return true;
    }
}

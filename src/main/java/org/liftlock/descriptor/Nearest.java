package org.liftlock.descriptor;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name somebody probably meant. */
final class Nearest {

    private Nearest() {}

    /** The closest known name, if it is close: at most a third of the letters differ. */
    static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .sorted()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(best -> distance(word, best) <= Math.max(1, Math.min(word.length(), best.length()) / 3));
    }

    /** Letters to insert, remove, replace or swap with their neighbour; case, dashes and underscores do not count. */
    static int distance(String one, String other) {
        String left = even(one);
        String right = even(other);
        int[][] steps = new int[left.length() + 1][right.length() + 1];
        for (int row = 0; row <= left.length(); row++) {
            for (int column = 0; column <= right.length(); column++) {
                steps[row][column] = row == 0 || column == 0 ? row + column : step(left, right, steps, row, column);
            }
        }
        return steps[left.length()][right.length()];
    }

    private static int step(String left, String right, int[][] steps, int row, int column) {
        int replaced = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
        int best = Math.min(
                steps[row - 1][column - 1] + replaced, Math.min(steps[row - 1][column], steps[row][column - 1]) + 1);
        boolean swapped = row > 1
                && column > 1
                && left.charAt(row - 1) == right.charAt(column - 2)
                && left.charAt(row - 2) == right.charAt(column - 1);
        return swapped ? Math.min(best, steps[row - 2][column - 2] + 1) : best;
    }

    private static String even(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}

package org.liftlock.descriptor;

import java.util.Locale;

/** Words of descriptions and the constants they stand for: {@code roll-back} and ROLL_BACK. */
final class Enums {

    private Enums() {}

    static <E extends Enum<E>> E read(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static String write(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

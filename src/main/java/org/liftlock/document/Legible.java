package org.liftlock.document;

import java.util.Locale;

/**
 * Programs print anything. What neither a page nor XML may hold (control characters, halves of characters) is written as
 * its number, so that it is neither lost nor in the way.
 */
final class Legible {

    private Legible() {}

    static String of(String text) {
        if (text.codePoints().allMatch(Legible::printable)) {
            return text;
        }
        StringBuilder legible = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (printable(character)) {
                legible.appendCodePoint(character);
            } else {
                legible.append(String.format(Locale.ROOT, "\\u%04x", character));
            }
        });
        return legible.toString();
    }

    private static boolean printable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character == '\n' || character == '\t';
            case Character.SURROGATE, Character.UNASSIGNED -> false;
            // Turns the reading direction around: what is read would not be what is recorded.
            case Character.FORMAT -> false;
            default -> true;
        };
    }
}

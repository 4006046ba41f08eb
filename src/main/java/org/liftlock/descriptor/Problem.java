package org.liftlock.descriptor;

import java.util.Optional;

/**
 * One thing wrong in a description, told so that it can be put right without asking.
 *
 * @param file the file or layer it stands in
 * @param line line in that file, from 1; 0 when the problem has no place of its own
 * @param path keys that lead to it: {@code stores.orders.backup.with}
 * @param value what stands there, short; empty when something is missing
 * @param expected what belongs there
 * @param remedy what to do
 * @param didYouMean the known name closest to the unknown one
 */
public record Problem(
        String file, int line, String path, String value, String expected, String remedy, Optional<String> didYouMean) {

    private static final int LONGEST_VALUE = 80;

    public Problem {
        value = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE - 1) + "…" : value;
    }

    /** One sentence of where, what and what to do. */
    public String sentence() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(", line ").append(line);
        }
        if (!path.isEmpty()) {
            text.append(", ").append(path);
        }
        text.append(": ");
        if (!value.isEmpty()) {
            text.append('"').append(value).append("\"; ");
        }
        text.append("expected ").append(expected).append(". ");
        didYouMean.ifPresent(name -> text.append("Did you mean \"").append(name).append("\"? "));
        return text.append(remedy).toString().strip();
    }

    @Override
    public String toString() {
        return sentence();
    }
}

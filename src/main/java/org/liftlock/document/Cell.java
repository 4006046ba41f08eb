package org.liftlock.document;

import java.util.List;
import java.util.Locale;
import org.liftlock.lifecycle.Words;

/**
 * One value of the document.
 *
 * @param marks digests that belong to it, each with the word for what it is of
 */
public record Cell(String text, Look look, List<Mark> marks) {

    /** How a value is set. */
    public enum Look {
        PLAIN,
        CODE,
        GOOD,
        WARN,
        BAD;

        /** Its class in the style sheet. */
        public String css() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A digest, in full. */
    public record Mark(String of, String digest) {

        public Mark {
            of = Legible.of(of);
            digest = Legible.of(digest);
        }
    }

    public Cell {
        text = Legible.of(text);
        marks = List.copyOf(marks);
    }

    static Cell of(String text) {
        return new Cell(text, Look.PLAIN, List.of());
    }

    static Cell code(String text) {
        return new Cell(text, Look.CODE, List.of());
    }

    static Cell warning(String text) {
        return new Cell(text, Look.WARN, List.of());
    }

    static Cell bad(String text) {
        return new Cell(text, Look.BAD, List.of());
    }

    static Cell marked(String text, List<Mark> marks) {
        return new Cell(text, Look.PLAIN, marks);
    }

    /** A stored outcome or verdict in words, with the colour it deserves. */
    static Cell verdict(String stored) {
        return new Cell(Words.sentence(stored), look(stored), List.of());
    }

    private static Look look(String stored) {
        return switch (stored) {
            case "SUCCEEDED", "RAISED", "PASSED", "APPROVED" -> Look.GOOD;
            case "FAILED", "REJECTED", "REFUSED", "UNKNOWN", "NEEDS_REPAIR", "BLOCKS" -> Look.BAD;
            case "BACK", "BACK_AS_BEFORE", "STOPPED", "SENT_BACK", "WARNS", "WITH_KNOWN_ISSUES" -> Look.WARN;
            default -> Look.PLAIN;
        };
    }
}

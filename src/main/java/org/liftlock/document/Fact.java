package org.liftlock.document;

/** A value and what it is. */
public record Fact(String label, Cell value) {

    static Fact of(String label, String value) {
        return new Fact(label, Cell.of(value));
    }
}

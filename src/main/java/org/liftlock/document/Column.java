package org.liftlock.document;

/** @param width class of the style sheet: {@code narrow}, {@code middle}, {@code time} or {@code wide} */
public record Column(String title, String width) {

    static Column narrow(String title) {
        return new Column(title, "narrow");
    }

    static Column middle(String title) {
        return new Column(title, "middle");
    }

    static Column time(String title) {
        return new Column(title, "time");
    }

    static Column wide(String title) {
        return new Column(title, "wide");
    }
}

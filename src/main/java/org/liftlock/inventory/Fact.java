package org.liftlock.inventory;

import java.util.Optional;

/** What a reading is about, or one line of a list. */
record Fact(Category category, String name) {

    String inWords() {
        return switch (category) {
            case VERSION -> "The version of " + name;
            case FILE -> "Configuration file " + name;
            case PACKAGES -> "Package " + name;
            case SERVICES -> "Service " + name;
            case PORTS -> "Port " + name;
            case CERTIFICATE -> "Certificate " + name;
            default -> "The " + name;
        };
    }

    /** A reading of it as people read it. */
    String shown(String reading) {
        if (reading.isEmpty()) {
            return category == Category.PORTS ? "closed" : "not there";
        }
        return switch (category) {
            case FILE -> FileReading.parse(reading).inWords();
            case PORTS -> "open, by " + reading;
            default -> reading;
        };
    }

    /** What became of it, in one line. */
    String change(Optional<String> was, Optional<String> is) {
        return inWords() + ": " + shown(was.orElse("")) + " → " + shown(is.orElse(""));
    }
}

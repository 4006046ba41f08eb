package org.liftlock.audit;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Where a page of a list ended: the next one goes on behind it, however long the list has become meanwhile. */
public record Place(Instant requestedAt, String upgradeKey) {

    private static final String SEPARATOR = "_";

    /** As part of an address. */
    @Override
    public String toString() {
        return requestedAt + SEPARATOR + upgradeKey;
    }

    /** @throws IllegalArgumentException when it was not written by {@link #toString()} */
    public static Place parse(String text) {
        int cut = text.indexOf(SEPARATOR);
        try {
            return new Place(Instant.parse(text.substring(0, cut)), text.substring(cut + 1));
        } catch (StringIndexOutOfBoundsException | DateTimeParseException unreadable) {
            throw new IllegalArgumentException(
                    "before: \"" + text + "\" is no place in a list. Take it from the link to older upgrades",
                    unreadable);
        }
    }
}

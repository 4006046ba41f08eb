package org.liftlock.inventory;

import org.liftlock.naming.TargetId;

/** One fact about one target: the version of its server is 15.18. */
public record InventoryReading(TargetId target, Category category, String name, String reading) {

    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_READING = 1000;

    public InventoryReading {
        name = Sentences.clip(name, LONGEST_NAME);
        reading = Sentences.clip(reading, LONGEST_READING);
    }
}

package org.liftlock.inventory;

import java.util.List;
import java.util.Map;

/**
 * What one look at a target gave.
 *
 * @param lists lines of the categories that are lists
 */
public record Scan(List<InventoryReading> readings, Map<Category, List<String>> lists) {

    public Scan {
        readings = List.copyOf(readings);
        lists = Map.copyOf(lists);
    }

    /** Readings of one category. */
    public List<InventoryReading> of(Category category) {
        return readings.stream()
                .filter(reading -> reading.category() == category)
                .toList();
    }

    /** Lines of a category that is a list. */
    public List<String> lines(Category category) {
        return lists.getOrDefault(category, List.of());
    }
}

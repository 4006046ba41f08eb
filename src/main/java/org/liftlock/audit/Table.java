package org.liftlock.audit;

import java.util.List;
import java.util.Map;

/**
 * A report as rows.
 *
 * @param format names the form of its JSON
 * @param page its page, without the query
 * @param query what was asked, as names and values
 * @param names of the columns
 */
public record Table(
        String format, String page, Map<String, String> query, List<String> names, List<List<String>> rows) {

    public Table {
        if (rows.stream().anyMatch(row -> row.size() != names.size())) {
            throw new IllegalArgumentException("A row of " + format + " has not as many cells as there are columns");
        }
    }
}

package org.liftlock.document;

import java.util.List;

/**
 * A piece of a section: a heading, a remark, a picture, facts and a table, each of which may be empty.
 *
 * @param picture as SVG
 * @param rows each with one cell for each column
 */
public record Block(
        String heading, String remark, String picture, List<Fact> facts, List<Column> columns, List<List<Cell>> rows) {

    public Block {
        heading = Legible.of(heading);
        remark = Legible.of(remark);
        facts = List.copyOf(facts);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("A row has a cell for each of the columns " + columns);
            }
        }
    }

    static Block remark(String remark) {
        return new Block("", remark, "", List.of(), List.of(), List.of());
    }

    static Block picture(String heading, String svg) {
        return new Block(heading, "", svg, List.of(), List.of(), List.of());
    }

    /** Facts without a value are left out. */
    static Block facts(String heading, List<Fact> facts) {
        return new Block(
                heading,
                "",
                "",
                facts.stream().filter(fact -> !fact.value().text().isBlank()).toList(),
                List.of(),
                List.of());
    }

    /** @param none what is said when there are no rows */
    static Block table(String heading, List<Column> columns, List<List<Cell>> rows, String none) {
        return rows.isEmpty()
                ? new Block(heading, none, "", List.of(), List.of(), List.of())
                : new Block(heading, "", "", List.of(), columns, rows);
    }
}

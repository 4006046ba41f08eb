package org.liftlock.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.liftlock.descriptor.Compare;

/**
 * Counts and digests the tables of a database, row by row, in constant memory.
 *
 * <p>Each row is encoded without ambiguity and hashed with SHA-256; the hashes are added modulo 2^256. The sum does not
 * depend on the order of rows, so no table needs a key and none is sorted; a row that occurs twice counts twice. A
 * table's digest covers the names and types of its columns, the number of rows and the sum. It tells accidents apart,
 * which is what a backup suffers; it does not withstand somebody who chooses millions of rows to fool it.
 */
final class TableDigests {

    private static final Set<String> SYSTEM_SCHEMAS = Set.of("INFORMATION_SCHEMA", "PG_CATALOG", "PG_TOAST");
    private static final String[] TABLES = {"TABLE", "BASE TABLE", "PARTITIONED TABLE"};
    private static final int ROWS_AT_ONCE = 500;

    private final Compare compare;

    TableDigests(Compare compare) {
        this.compare = compare;
    }

    List<ContentPart> of(Connection database) throws SQLException {
        List<Table> tables = tables(database);
        Optional<String> unknown = compare.content().stream()
                .filter(name -> tables.stream().noneMatch(table -> table.isNamed(name)))
                .findFirst();
        if (unknown.isPresent()) {
            throw new StoreException("The store has no table \"" + unknown.get() + "\", which \"compare\" names. Its"
                    + " tables are: " + tables.stream().map(Table::name).toList());
        }
        database.setAutoCommit(false); // or PostgreSQL reads a whole table into memory
        List<ContentPart> parts = new ArrayList<>();
        for (Table table : tables) {
            boolean content = compare.allContent() || compare.content().stream().anyMatch(table::isNamed);
            if (content) {
                parts.add(digest(database, table));
            } else if (compare.allRows()) {
                parts.add(new ContentPart(table.name(), count(database, table), Optional.empty()));
            }
        }
        database.rollback();
        return parts;
    }

    private record Table(String schema, String bare) {

        String name() {
            return schema + "." + bare;
        }

        boolean isNamed(String asked) {
            String wanted = asked.toUpperCase(Locale.ROOT);
            return wanted.equals(name().toUpperCase(Locale.ROOT)) || wanted.equals(bare.toUpperCase(Locale.ROOT));
        }

        String quoted() {
            return quote(schema) + "." + quote(bare);
        }

        private static String quote(String name) {
            return "\"" + name.replace("\"", "\"\"") + "\"";
        }
    }

    private static List<Table> tables(Connection database) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (ResultSet rows = database.getMetaData().getTables(null, null, "%", TABLES)) {
            while (rows.next()) {
                String schema = rows.getString("TABLE_SCHEM");
                if (!SYSTEM_SCHEMAS.contains(schema.toUpperCase(Locale.ROOT))) {
                    tables.add(new Table(schema, rows.getString("TABLE_NAME")));
                }
            }
        }
        tables.sort(Comparator.comparing(Table::name));
        return tables;
    }

    private static long count(Connection database, Table table) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table.quoted())) {
            row.next();
            return row.getLong(1);
        }
    }

    private static ContentPart digest(Connection database, Table table) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery("select * from " + table.quoted())) {
                RowHash hash = new RowHash(rows.getMetaData());
                long count = 0;
                byte[] sum = new byte[32];
                while (rows.next()) {
                    add(sum, hash.of(rows));
                    count++;
                }
                return new ContentPart(table.name(), count, Optional.of(hash.table(count, sum)));
            }
        }
    }

    private static void add(byte[] sum, byte[] addend) {
        int carry = 0;
        for (int at = sum.length - 1; at >= 0; at--) {
            carry += (sum[at] & 0xff) + (addend[at] & 0xff);
            sum[at] = (byte) carry;
            carry >>= 8;
        }
    }
}

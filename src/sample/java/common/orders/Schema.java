package orders;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Which schema the database has, and the way to a newer one. There is no way to an older one. */
final class Schema {

    private Schema() {}

    static void create(Connection connection, int orders) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table schema_version (version integer not null, complete boolean not null)");
            statement.execute("insert into schema_version values (1, true)");
            statement.execute("""
                    create table orders (
                        id integer generated always as identity primary key,
                        customer_name varchar(100) not null,
                        customer_city varchar(60) not null,
                        placed_at timestamp(3) not null,
                        state varchar(10) not null)
                    """);
            statement.execute("""
                    create table order_lines (
                        order_id integer not null references orders on delete cascade,
                        line_number integer not null,
                        item varchar(100) not null,
                        quantity integer not null check (quantity > 0),
                        price_in_cents integer not null,
                        primary key (order_id, line_number))
                    """);
        }
        FirstOrders.place(connection, orders);
    }

    static void bringTo(int wanted, Connection connection, List<Migration> migrations) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int found = read(statement, wanted);
            for (Migration migration : migrations) {
                if (migration.to() > found) {
                    migrate(migration, statement);
                }
            }
        }
    }

    private static int read(Statement statement, int wanted) throws SQLException {
        try (ResultSet row = statement.executeQuery("select version, complete from schema_version")) {
            row.next();
            int found = row.getInt("version");
            if (!row.getBoolean("complete")) {
                throw new Refusal("A migration to schema " + found + " was cut off, the data are between two schemas;"
                        + " restore the data taken before it");
            }
            if (found > wanted) {
                throw new Refusal("The database has schema " + found + ", but order service " + Release.NUMBER
                        + " knows schemas up to " + wanted + "; start the newer version again, or restore the data"
                        + " taken before it was installed");
            }
            return found;
        }
    }

    /** H2 commits at every change of a table, so the row says beforehand that the work is not complete. */
    private static void migrate(Migration migration, Statement statement) throws SQLException {
        long started = System.nanoTime();
        Log.info("Migration to schema " + migration.to() + " starts");
        statement.execute("update schema_version set complete = false, version = " + migration.to());
        migration.run(statement);
        statement.execute("update schema_version set complete = true");
        Log.info("Migration to schema " + migration.to() + " is complete after "
                + (System.nanoTime() - started) / 1_000_000 + " ms");
    }
}

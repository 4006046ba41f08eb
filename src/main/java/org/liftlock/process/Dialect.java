package org.liftlock.process;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/** Which database this installation runs on. */
public enum Dialect {
    /** Embedded in this process: one machine, one clock. */
    H2,
    /** A server, shared by the nodes of a cluster. */
    POSTGRESQL;

    static Dialect of(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            return switch (product.toLowerCase(Locale.ROOT)) {
                case "h2" -> H2;
                case "postgresql" -> POSTGRESQL;
                default ->
                    throw new UnusableDatabase(
                            "The database is " + product + ", which is not supported.",
                            "Give the URL of a PostgreSQL server, or none for the embedded database.");
            };
        } catch (SQLException e) {
            throw UnusableDatabase.because(e);
        }
    }
}

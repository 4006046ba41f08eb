package org.liftlock.process;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Looks at the database before anything is written to it, and refuses one that cannot be used. */
final class DatabaseProbe {

    private static final int OLDEST_POSTGRESQL = 14;

    private DatabaseProbe() {}

    static void refuseUnusable(DataSource dataSource) {
        Dialect dialect = Dialect.of(dataSource);
        try (Connection connection = dataSource.getConnection()) {
            if (dialect == Dialect.POSTGRESQL) {
                refuseOldServer(connection);
                refuseStandby(connection);
            }
            if (connection.isReadOnly()) {
                throw readOnly();
            }
        } catch (SQLException e) {
            throw UnusableDatabase.because(e);
        }
    }

    private static void refuseOldServer(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        if (major < OLDEST_POSTGRESQL) {
            throw new UnusableDatabase(
                    "The server is PostgreSQL " + connection.getMetaData().getDatabaseProductVersion()
                            + ", which is too old.",
                    "Raise it to PostgreSQL " + OLDEST_POSTGRESQL + " or newer.");
        }
    }

    private static void refuseStandby(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("""
                        select pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on'""")) {
            answer.next();
            if (answer.getBoolean(1)) {
                throw readOnly();
            }
        }
    }

    private static UnusableDatabase readOnly() {
        return new UnusableDatabase(
                "The database can only be read (a standby, or switched to read-only).",
                "Give the address of the primary in liftlock.database.url, or end the read-only mode.");
    }
}

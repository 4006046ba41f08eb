package org.liftlock.process;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Lets one node of a cluster at a time create or check tables, ours and the engine's: of two that start on an empty
 * database each would otherwise find the other's half-made schema, and fail. The embedded database has only one process.
 */
final class SchemaLock {

    static final long KEY = 0x4c6966744c6f636bL;

    private final DataSource dataSource;
    private final Dialect dialect;
    private Connection holder;

    SchemaLock(DataSource dataSource, Dialect dialect) {
        this.dataSource = dataSource;
        this.dialect = dialect;
    }

    /** The change takes connections of its own: the lock belongs to another one, which lasts until it is over. */
    void whileHeld(Runnable change) {
        acquire();
        try {
            change.run();
        } finally {
            release();
        }
    }

    void acquire() {
        try {
            if (dialect == Dialect.POSTGRESQL) {
                holder = DatabaseSettings.besidePool(dataSource);
                execute("set lock_timeout = 0");
                execute("select pg_advisory_lock(" + KEY + ")");
            } else {
                holder = dataSource.getConnection();
            }
        } catch (SQLException e) {
            throw UnusableDatabase.because(e);
        }
    }

    /** Creates what belongs to a schema but is made by neither Flyway nor the engine. Only while the lock is held. */
    void create(String definition) {
        try {
            execute(definition);
        } catch (SQLException e) {
            throw UnusableDatabase.because(e);
        }
    }

    /** With the connection ends the lock. */
    void release() {
        try {
            holder.close();
        } catch (SQLException e) {
            throw UnusableDatabase.because(e);
        } finally {
            holder = null;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = holder.createStatement()) {
            statement.execute(sql);
        }
    }
}

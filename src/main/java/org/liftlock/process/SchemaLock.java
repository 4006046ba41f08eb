package org.liftlock.process;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Lets one node of a cluster at a time create or check the engine's tables: two that start on an empty database would
 * otherwise both create them, and one would fail. The embedded database has only one process.
 */
final class SchemaLock {

    private static final long KEY = 0x4c6966744c6f636bL;

    private final DataSource dataSource;
    private final Dialect dialect;
    private Connection holder;

    SchemaLock(DataSource dataSource, Dialect dialect) {
        this.dataSource = dataSource;
        this.dialect = dialect;
    }

    void acquire() {
        if (dialect != Dialect.POSTGRESQL) {
            return;
        }
        try {
            holder = dataSource.getConnection();
            execute("set lock_timeout = 0");
            execute("select pg_advisory_lock(" + KEY + ")");
        } catch (SQLException e) {
            throw UnusableDatabase.because(e);
        }
    }

    /** Also creates the index by which the next due job is found; the engine has none for that. */
    void release() {
        try (Connection connection = holder == null ? dataSource.getConnection() : holder) {
            holder = connection;
            execute("create index if not exists liftlock_job_by_due_date on ACT_RU_JOB (DUEDATE_)");
            if (dialect == Dialect.POSTGRESQL) {
                execute("select pg_advisory_unlock(" + KEY + ")");
                execute("reset lock_timeout");
            }
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

package org.liftlock;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Both databases Liftlock runs on, for {@code @ParameterizedTest @EnumSource}. Each call gives a database of its own with
 * our schema in it; PostgreSQL is started once for all tests of a run, when it is first asked for.
 */
public enum TestDatabases {
    H2 {
        @Override
        public DataSource empty() {
            JdbcDataSource database = new JdbcDataSource();
            database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
            database.setUser("liftlock");
            return database;
        }
    },

    POSTGRESQL {
        @Override
        public DataSource empty() {
            return Server.with("template1");
        }

        /** A copy of one that was migrated. */
        @Override
        public DataSource migrated() {
            return Server.with(Pattern.NAME);
        }
    };

    /** A database without any table. */
    public abstract DataSource empty();

    /** A database with our schema. */
    public DataSource migrated() {
        return migrate(empty());
    }

    private static DataSource migrate(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        return database;
    }

    /** Migrated once for all tests of a run, as each time would take as long as the first; nobody else connects to it. */
    private static final class Pattern {

        private static final String NAME = migrated();

        private static String migrated() {
            try (Connection connection = migrate(POSTGRESQL.empty()).getConnection()) {
                return connection.getCatalog();
            } catch (SQLException refused) {
                throw new IllegalStateException("The test PostgreSQL does not tell the name of a database", refused);
            }
        }
    }

    private static final class Server {

        private static final EmbeddedPostgres RUNNING = start();

        private static DataSource with(String template) {
            String name = "t" + UUID.randomUUID().toString().replace("-", "");
            try (Connection connection = RUNNING.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name + " template " + template);
            } catch (SQLException refused) {
                throw new IllegalStateException("The test PostgreSQL made no database " + name, refused);
            }
            return RUNNING.getDatabase("postgres", name);
        }

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server;
            } catch (IOException failed) {
                throw new UncheckedIOException("The test PostgreSQL did not start", failed);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException leftRunning) {
                throw new UncheckedIOException("The test PostgreSQL did not stop", leftRunning);
            }
        }
    }
}

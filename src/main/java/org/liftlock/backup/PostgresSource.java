package org.liftlock.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftlock.descriptor.Compare;
import org.liftlock.naming.Digest;

/** The database that is backed up, read in one transaction that changes nothing. */
record PostgresSource(Settings settings, PostgresLogin login) {

    private static final String LOG_POSITION = """
            select (case when pg_catalog.pg_is_in_recovery() then pg_catalog.pg_last_wal_replay_lsn()
                         else pg_catalog.pg_current_wal_lsn() end)::text
            """;

    /** Where in the life of the server a backup was taken (R14). */
    record Point(String server, String snapshot, String log, boolean superuser) {

        @Override
        public String toString() {
            return "PostgreSQL " + server + ", snapshot " + snapshot + ", LSN " + log;
        }
    }

    PostgresSource at(PostgresLogin other) {
        return new PostgresSource(settings, other);
    }

    Connection snapshot() throws SQLException {
        Connection connection = login.open();
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return connection;
        } catch (SQLException unusable) {
            connection.close();
            throw unusable;
        }
    }

    Point point(Connection snapshot) throws SQLException {
        return new Point(
                PostgresContents.text(snapshot, "show server_version"),
                PostgresContents.text(snapshot, "select pg_catalog.pg_export_snapshot()"),
                PostgresContents.text(snapshot, LOG_POSITION),
                PostgresContents.text(snapshot, "show is_superuser").equals("on"));
    }

    StoreTool.Contents contents(Compare compare) {
        try (Connection snapshot = snapshot()) {
            String server = PostgresContents.text(snapshot, "show server_version");
            List<ContentPart> parts = new PostgresContents(compare).of(snapshot);
            return new StoreTool.Contents("PostgreSQL " + server, parts, PostgresContents.all(parts));
        } catch (SQLException unreadable) {
            throw unreadable("Reading the content of the store", unreadable);
        }
    }

    /** Of every database of the server that can be connected to. */
    StoreTool.Contents cluster(Compare compare) {
        List<ContentPart> parts = new ArrayList<>();
        String version;
        try (Connection connection = login.open()) {
            version = "PostgreSQL " + PostgresContents.text(connection, "show server_version") + ", cluster "
                    + PostgresContents.text(connection, "select system_identifier from pg_catalog.pg_control_system()")
                    + ", LSN " + PostgresContents.text(connection, LOG_POSITION);
            for (String database : PostgresContents.texts(connection, """
                    select datname from pg_catalog.pg_database where datallowconn and not datistemplate order by 1
                    """)) {
                boolean named = database.equals(login.database());
                Compare ofDatabase = named ? compare : new Compare(compare.allRows(), compare.allContent(), List.of());
                at(login.to(database)).contents(ofDatabase).parts().stream()
                        .filter(part -> named || !part.name().equals(PostgresContents.ROLES))
                        .map(part -> PostgresContents.inCluster(database, part))
                        .forEach(parts::add);
            }
        } catch (SQLException unreadable) {
            throw unreadable("Reading the content of the server", unreadable);
        }
        return new StoreTool.Contents(version, parts, ContentDigests.all(Digest.of("cluster"), parts));
    }

    /** The log of the server between two places; its timeline is the one it writes on now. */
    LogSpan log(String from, String to) {
        return new LogSpan(
                system(),
                Integer.parseInt(ask("""
                                select pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 8)
                                """), 16),
                Long.parseLong(ask("select setting from pg_catalog.pg_settings where name = 'wal_segment_size'")),
                from,
                to);
    }

    /** The number of the server, which its copies have as well. */
    String system() {
        return ask("select system_identifier::text from pg_catalog.pg_control_system()");
    }

    /** What a server that replays the log of this one needs: libraries, and limits that are no lower. */
    Map<String, String> limits() {
        Map<String, String> limits = new LinkedHashMap<>();
        for (String name : List.of(
                "max_connections",
                "max_locks_per_transaction",
                "max_prepared_transactions",
                "max_wal_senders",
                "max_worker_processes")) {
            limits.put(name, ask("show " + name));
        }
        limits.put("shared_preload_libraries", preload());
        return limits;
    }

    /** What a server that is started on a copy of this one has to be told. */
    Manifest.Origin origin() {
        return new Manifest.Origin(major(), login.user(), login.database(), size(), limits());
    }

    /** Bytes of all its databases. */
    long size() {
        return Long.parseLong(ask("""
                select sum(pg_catalog.pg_database_size(oid)) from pg_catalog.pg_database where datallowconn
                """));
    }

    /** The programs that fit the server. */
    PostgresTools tools(String program) {
        return PostgresTools.of(settings, major(), program);
    }

    int major() {
        try (Connection connection = login.open()) {
            return major(connection);
        } catch (SQLException unreachable) {
            throw unreadable("Asking the server for its version", unreachable);
        }
    }

    static int major(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    /** One value, such as a size. */
    String ask(String sql, String... parameters) {
        try (Connection connection = login.open()) {
            return PostgresContents.text(connection, sql, parameters);
        } catch (SQLException unreadable) {
            throw unreadable("Asking the server", unreadable);
        }
    }

    /** The libraries the server loads at its start, as far as the login may know. */
    String preload() {
        return ask("""
                select coalesce((select setting from pg_catalog.pg_settings where name = 'shared_preload_libraries'), '')
                """);
    }

    StoreException unreadable(String act, SQLException why) {
        String state = why.getSQLState() == null ? "" : why.getSQLState();
        String remedy = state.startsWith("28")
                ? "Check \"login\" of store \"" + settings.store() + "\", and pg_hba.conf of the server"
                : state.equals("42501")
                        ? "Give user \"" + login.user() + "\" the role pg_read_all_data and the rights a dump needs"
                        : state.startsWith("08") || state.equals("57P03")
                                ? "Start the server, or correct \"login\" of store \"" + settings.store() + "\""
                                : "Check \"login\" of store \"" + settings.store() + "\"";
        return new StoreException(
                act + " failed, in " + login.place() + ": " + why.getMessage() + ". " + remedy + ", then retry.", why);
    }
}

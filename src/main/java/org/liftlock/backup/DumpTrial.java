package org.liftlock.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Loads a dump into a scratch server of our own, or into a scratch database of a server that is named, and compares what
 * came out with what was read when the dump was taken, and that with the source.
 */
final class DumpTrial {

    /** Roles and settings belong to a server, and a named one is not ours to change. */
    private static final Set<String> OF_THE_SERVER =
            Set.of(PostgresContents.ROLES, PostgresContents.OWNERS, PostgresContents.SETTINGS);

    private final PostgresSource source;
    private final Clock clock;

    DumpTrial(PostgresSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** The server named under {@code scratch}: a host, or host:port; none when it is a folder, or not said. */
    static Optional<PostgresLogin> scratchServer(Settings settings, PostgresLogin login) {
        return scratchServer(settings).map(named -> {
            int colon = named.lastIndexOf(':');
            PostgresLogin maintenance = login.to("postgres");
            return colon < 0
                    ? maintenance.at(named, PostgresLogin.USUAL_PORT)
                    : maintenance.at(named.substring(0, colon), Integer.parseInt(named.substring(colon + 1)));
        });
    }

    static Optional<String> scratchServer(Settings settings) {
        Optional<String> named = settings.text("scratch").filter(text -> !text.startsWith("/"));
        if (named.isPresent() && !named.get().matches("[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?")) {
            throw settings.wrong("scratch", "an absolute path, or the host (host:port) of a scratch server");
        }
        return named;
    }

    void requireRoom(BackupOrder order) throws IOException {
        if (scratchServer(source.settings()).isEmpty()) {
            ScratchServer.requireRoom(
                    order.item(),
                    StoreWork.scratchParent(order),
                    Long.parseLong(source.ask("select pg_catalog.pg_database_size(pg_catalog.current_database())")));
        }
    }

    TrialReport run(BackupOrder order, BackupReceipt receipt) {
        try {
            return verified(order, receipt);
        } catch (RejectedBackup rejected) {
            return TrialReport.rejected(rejected);
        } catch (IOException failed) {
            throw StoreException.because("The trial restore of " + order.item(), failed);
        } catch (SQLException failed) {
            throw new StoreException(
                    "The trial restore of " + order.item() + " could not be done: " + failed.getMessage(), failed);
        }
    }

    private TrialReport verified(BackupOrder order, BackupReceipt receipt) throws IOException, SQLException {
        PostgresTools tools = source.tools(DumpKeeper.NAME);
        Manifest manifest = TrialRestore.manifest(order, receipt, tools.version(DumpKeeper.NAME));
        Dump dump = Dump.whole(Path.of(receipt.location()), manifest, source.settings());
        ContentComparison comparison = new ContentComparison(manifest.facts());
        comparison.requireContent(ContentPart::holdsData);
        requireRoom(order);
        Optional<PostgresLogin> named = scratchServer(source.settings(), source.login());
        List<String> compared = new ArrayList<>();
        long restoreMillis = named.isPresent()
                ? intoDatabase(order, named.get(), tools, dump, comparison, compared)
                : intoOwnServer(order, tools, dump, comparison, compared);
        compared.add(comparison.source(source.contents(order.store().compare())));
        return TrialReport.passed(restoreMillis, compared);
    }

    private long intoOwnServer(
            BackupOrder order, PostgresTools tools, Dump dump, ContentComparison comparison, List<String> compared)
            throws IOException, SQLException {
        Path scratch = Disk.scratch(ScratchServer.prepare(StoreWork.scratchParent(order)));
        try (Closeable removed = () -> Tree.delete(scratch);
                ScratchServer server = ScratchServer.empty(tools, scratch, source.preload())) {
            long began = System.nanoTime();
            PostgresLogin first = server.login("template1");
            // The dump makes its database itself, and every server has one of this name.
            execute(first, "drop database postgres");
            dump.loadRoles(tools, first);
            dump.createAndLoad(tools, first);
            long took = TrialRestore.begunMillis(System.nanoTime() - began);
            requireDatabase(order, first);
            compared.addAll(comparison.everything(
                    restored(order, server.login(source.login().database()))));
            return took;
        }
    }

    private void requireDatabase(BackupOrder order, PostgresLogin scratch) throws SQLException {
        try (Connection connection = scratch.open()) {
            List<String> made = PostgresContents.texts(
                    connection, "select datname from pg_catalog.pg_database where not datistemplate");
            if (!made.contains(source.login().database())) {
                throw new RejectedBackup(
                        "The backup of " + order.item() + " is of another database: it restores " + made + ", not \""
                                + source.login().database() + "\".",
                        "Take the backup again; look who put this one here.");
            }
        }
    }

    private long intoDatabase(
            BackupOrder order,
            PostgresLogin named,
            PostgresTools tools,
            Dump dump,
            ContentComparison comparison,
            List<String> compared)
            throws SQLException {
        requireSameVersion(named);
        String database = "liftlock_trial_" + clock.instant().toEpochMilli();
        PostgresLogin scratch = named.to(database);
        try {
            long began = System.nanoTime();
            execute(named, Dump.createLike(source.login(), database, false));
            dump.load(tools, scratch, List.of("--no-owner", "--no-privileges"));
            long took = TrialRestore.begunMillis(System.nanoTime() - began);
            Predicate<ContentPart> shown = part -> !OF_THE_SERVER.contains(part.name());
            compared.addAll(comparison.parts(restored(order, scratch).parts(), shown));
            compared.add("loaded at " + named.host() + ":" + named.port()
                    + ", where roles, owners and rights were not tried");
            return took;
        } finally {
            execute(named, "drop database if exists " + Dump.quoted(database));
        }
    }

    private void requireSameVersion(PostgresLogin named) throws SQLException {
        int wanted = source.major();
        try (Connection connection = named.open()) {
            int found = PostgresSource.major(connection);
            if (found != wanted) {
                throw new StoreException("The scratch server at " + named.host() + ":" + named.port()
                        + " is PostgreSQL "
                        + found + ", the source " + wanted + ": what it loads shows nothing about a way back to "
                        + wanted + ". Name a scratch server of PostgreSQL " + wanted + " under \"scratch\".");
            }
        }
    }

    private StoreTool.Contents restored(BackupOrder order, PostgresLogin database) {
        return new PostgresSource(source.settings(), database)
                .contents(order.store().compare());
    }

    static void execute(PostgresLogin login, String... statements) throws SQLException {
        try (Connection connection = login.open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}

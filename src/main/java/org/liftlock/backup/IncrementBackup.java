package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The second step: what the server logged from the end of its base to a point that is named in the log now that writes are
 * stopped, and what the log does not hold: the configuration in the data directory, and where sequences stand exactly.
 */
final class IncrementBackup {

    /** Where the files of the log lie in the backup. */
    static final String LOG = "log";

    /** For {@code psql}: after a replay sequences stand a little further than they did. */
    static final String SEQUENCES = "sequences.sql";

    private static final int LONGEST_NAME = 63;
    private static final Set<String> OF_THE_SERVER = Set.of(
            "base",
            "global",
            "log",
            "PG_VERSION",
            "postmaster.pid",
            "postmaster.opts",
            "current_logfiles",
            "backup_label",
            "backup_label.old",
            "backup_manifest",
            "tablespace_map",
            "tablespace_map.old");

    private final BaseBackupTool server;
    private final Stock stock;
    private final Clock clock;

    IncrementBackup(BaseBackupTool server, Stock stock, Clock clock) {
        this.server = server;
        this.stock = stock;
        this.clock = clock;
    }

    BackupReceipt run(BackupOrder order, Base base) {
        Instant startedAt = clock.instant();
        BackupFolder folder = new BackupFolder(order.folder());
        try (PostgresAccess access = server.access(order)) {
            Manifest on = BackupFolder.manifest(base.folder(), base.manifest());
            Base.check(on.facts(), order);
            Path data = Tree.roots(server.paths(order)).stream()
                    .reduce((first, last) -> last)
                    .orElseThrow();
            BaseBackupTool.requireOneDirectory(order, access.source(), data);
            Path part = folder.begin();
            try {
                return folder.finish(taken(order, base, on, access.source(), data, part, startedAt));
            } catch (IOException | SQLException | RuntimeException failed) {
                folder.abandon();
                throw failed;
            }
        } catch (RejectedBackup unusable) {
            throw new StoreException(unusable.getMessage() + " " + unusable.whatToDo(), unusable);
        } catch (SQLException failed) {
            throw new StoreException("The backup of " + order.item() + " failed: " + failed.getMessage(), failed);
        } catch (IOException failed) {
            throw StoreException.because("The backup of " + order.item(), failed);
        }
    }

    private Manifest taken(
            BackupOrder order, Base base, Manifest on, PostgresSource source, Path data, Path part, Instant startedAt)
            throws IOException, SQLException {
        LogSpan before = on.log()
                .orElseThrow(() -> new RejectedBackup(
                        "The base at " + base.location() + " does not say which piece of the log it holds.",
                        "Take a new base."));
        requireSamePath(order, before, source.log(before.from(), before.to()));
        String restorePoint = name(order);
        String end = source.ask("select pg_catalog.pg_create_restore_point('" + restorePoint + "')::text");
        source.ask("select pg_catalog.pg_switch_wal()::text"); // the last file is whole from now on
        LogSpan span = before.onTo(end);
        stock.keepLog(order, span, source, Disk.folder(part.resolve(LOG)));
        StoreTool.Contents contents = source.cluster(order.store().compare());
        Disk.write(part.resolve(SEQUENCES), sequences(source));
        List<Path> roots = roots(order, data);
        UnaryOperator<Path> place = path ->
                path.startsWith(order.folder()) ? part.resolve(order.folder().relativize(path)) : path;
        Archive.Written written = Archive.write(part.resolve(Archive.FILE), roots, place);
        Tree.delete(part.resolve(LOG));
        Files.delete(part.resolve(SEQUENCES));
        BackupFacts facts = BackupFacts.of(order, contents, stock.tool(order), startedAt, clock.instant());
        Manifest.Increment how = new Manifest.Increment(
                base, restorePoint, source.ask("select rolname from pg_catalog.pg_roles where oid = 10"));
        return new Manifest(
                        Manifest.FORMAT,
                        facts,
                        Optional.of(written.file()),
                        roots.stream().map(Path::toString).toList(),
                        written.entries())
                .of(Optional.of(source.origin()), Optional.of(span))
                .onto(how);
    }

    /** Said once in the life of a server: replaying ends at the first place that has the name. */
    private String name(BackupOrder order) {
        String name = "liftlock " + order.unit() + " " + order.attempt();
        String time = " " + clock.instant().toEpochMilli();
        return name.substring(0, Math.min(name.length(), LONGEST_NAME - time.length())) + time;
    }

    private static void requireSamePath(BackupOrder order, LogSpan base, LogSpan now) {
        if (!base.system().equals(now.system())) {
            throw new RejectedBackup(
                    "The base of " + order.item() + " is of another server, " + base.system() + "; " + now.system()
                            + " answers at the login of the store.",
                    "Correct \"login\" of the store, or take a base of this server.");
        }
        if (base.timeline() != now.timeline()) {
            throw new RejectedBackup(
                    "The base of " + order.item() + " is of timeline " + base.timeline() + ", but the server is on "
                            + now.timeline() + ": it was restored or took over from another one since.",
                    "Take a new base.");
        }
    }

    /** What the data directory holds beside what the server keeps there itself. */
    private static List<Path> roots(BackupOrder order, Path data) throws IOException {
        List<Path> roots = new ArrayList<>();
        roots.add(order.folder().resolve(LOG));
        roots.add(order.folder().resolve(SEQUENCES));
        roots.addAll(configuration(data));
        return roots;
    }

    static List<Path> configuration(Path data) throws IOException {
        try (Stream<Path> all = Files.list(data)) {
            return all.filter(path -> isConfiguration(path.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isConfiguration(String name) {
        return name.endsWith(".conf")
                || !(name.startsWith("pg_")
                        || name.startsWith(Tree.OURS)
                        || name.endsWith(".signal")
                        || OF_THE_SERVER.contains(name));
    }

    private static String sequences(PostgresSource source) throws SQLException {
        StringBuilder script = new StringBuilder();
        List<String> databases;
        try (Connection connection = source.login().open()) {
            databases = PostgresContents.texts(connection, """
                    select datname from pg_catalog.pg_database where datallowconn and not datistemplate order by 1
                    """);
        }
        for (String database : databases) {
            try (Connection connection = source.login().to(database).open()) {
                script.append("\\connect ").append(Dump.quoted(database)).append('\n');
                for (String sequence : PostgresContents.sequenceNames(connection)) {
                    String name = sequence.replace("'", "''");
                    script.append(PostgresContents.text(connection, """
                                    select 'select pg_catalog.setval(''%s''::pg_catalog.regclass, ' || last_value || ', '
                                           || is_called || ');' from %s
                                    """.formatted(name.replace("'", "''"), sequence)))
                            .append('\n');
                }
            }
        }
        return script.toString();
    }
}

package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.Digest;

/**
 * One PostgreSQL database, dumped by pg_dump with the roles of its server beside it. Dump and digests are of one
 * snapshot, whose name and place in the log are in the receipt (R14).
 */
final class DumpKeeper implements StoreKeeper {

    static final String NAME = "pg_dump";

    /** The dump in the custom format: {@code pg_restore} reads it, without Liftlock as well. */
    static final String DUMP = "database.dump";

    /** The same in the directory format, which several connections write and read at once. */
    static final String DIRECTORY = "database";

    private static final String FORMAT = "format";
    private static final String CUSTOM_FORMAT = "custom";
    private static final String DIRECTORY_FORMAT = "directory";

    /** For {@code psql}. */
    static final String ROLES = "roles.sql";

    private final Map<String, String> environment;
    private final Clock clock;

    /** @param clock the target's own; orders carry domain time with them */
    DumpKeeper(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public void check(BackupOrder order) {
        Settings settings = Settings.of(order.store());
        PostgresAccess.check(settings);
        DumpTrial.scratchServer(settings);
        inDirectory(settings);
        Dump.jobs(settings);
    }

    private static boolean inDirectory(Settings settings) {
        return settings.oneOf(FORMAT, CUSTOM_FORMAT, DIRECTORY_FORMAT).equals(DIRECTORY_FORMAT);
    }

    @Override
    public void requireReady(BackupOrder order) {
        try (PostgresAccess access = access(order.store())) {
            PostgresTools tools = access.source().tools(NAME);
            List.of("pg_dumpall", "pg_restore", "psql").forEach(tools::require);
            if (DumpTrial.scratchServer(access.source().settings()).isEmpty()) {
                List.of("initdb", "postgres").forEach(tools::require);
            }
            new DumpTrial(access.source(), clock).requireRoom(order);
        } catch (IOException failed) {
            throw StoreException.because("Looking whether " + order.item() + " can be backed up", failed);
        }
    }

    @Override
    public BackupReceipt backUp(BackupOrder order) {
        BackupFolder folder = new BackupFolder(order.folder());
        Instant startedAt = clock.instant();
        try (PostgresAccess access = access(order.store())) {
            return backUp(order, access.source(), folder, startedAt);
        } catch (IOException failed) {
            throw StoreException.because("The backup of " + order.item(), failed);
        }
    }

    private BackupReceipt backUp(BackupOrder order, PostgresSource source, BackupFolder folder, Instant startedAt)
            throws IOException {
        try (Connection snapshot = source.snapshot()) {
            PostgresTools tools = source.tools(NAME);
            new DumpTrial(source, clock).requireRoom(order);
            Path part = folder.begin();
            try {
                PostgresSource.Point point = source.point(snapshot);
                dump(order, source, tools, point, part);
                List<ContentPart> parts = new PostgresContents(order.store().compare()).of(snapshot);
                StoreTool.Contents contents =
                        new StoreTool.Contents(point.toString(), parts, PostgresContents.all(parts));
                BackupFacts facts = BackupFacts.of(order, contents, tools.version(NAME), startedAt, clock.instant());
                return folder.finish(manifest(order, facts, part));
            } catch (IOException | SQLException | RuntimeException failed) {
                folder.abandon();
                throw failed;
            }
        } catch (SQLException unreadable) {
            throw source.unreadable("The backup of " + order.item(), unreadable);
        }
    }

    private static void dump(
            BackupOrder order, PostgresSource source, PostgresTools tools, PostgresSource.Point point, Path part)
            throws IOException {
        Path roles = part.resolve(ROLES);
        List<String> dump = new ArrayList<>(
                List.of(NAME, "--no-password", "--snapshot=" + point.snapshot(), "--lock-wait-timeout=60s"));
        dump.addAll(
                inDirectory(source.settings())
                        ? List.of(
                                "--format=directory",
                                "--jobs=" + Dump.jobs(source.settings()),
                                "--file=" + part.resolve(DIRECTORY))
                        : List.of("--format=custom", "--file=" + part.resolve(DUMP)));
        tools.must("The backup of " + order.item(), source.login().environment(), dump);
        List<String> rolesOnly =
                new ArrayList<>(List.of("pg_dumpall", "--no-password", "--roles-only", "--file=" + roles));
        if (!point.superuser()) {
            rolesOnly.add("--no-role-passwords"); // which only a superuser can read
        }
        tools.must("The backup of the roles of " + order.item(), source.login().environment(), rolesOnly);
        Disk.closeToOthers(part);
    }

    /** A dump in one file is the archive; one in a folder is listed file by file, as the roles are. */
    private static Manifest manifest(BackupOrder order, BackupFacts facts, Path part) throws IOException {
        boolean directory = inDirectory(Settings.of(order.store()));
        List<Path> listed = Stream.of(DIRECTORY, ROLES)
                .filter(name -> directory || name.equals(ROLES))
                .map(order.folder()::resolve)
                .toList();
        return new Manifest(
                Manifest.FORMAT,
                facts,
                directory ? Optional.empty() : Optional.of(dumpFile(part)),
                listed.stream().map(Path::toString).toList(),
                Tree.scan(listed, path -> part.resolve(order.folder().relativize(path)), Tree.Copy.NONE));
    }

    private static Manifest.ArchiveFile dumpFile(Path part) throws IOException {
        Entry dump = Tree.scan(List.of(part.resolve(DUMP))).get(0);
        return new Manifest.ArchiveFile(DUMP, dump.size(), dump.sha256().orElseThrow());
    }

    @Override
    public TrialReport verify(BackupOrder order, BackupReceipt receipt) {
        try (PostgresAccess access = access(order.store())) {
            return new DumpTrial(access.source(), clock).run(order, receipt);
        } catch (IOException failed) {
            throw StoreException.because("The trial restore of " + order.item(), failed);
        }
    }

    @Override
    public Digest content(BackupOrder order) throws IOException {
        try (PostgresAccess access = access(order.store())) {
            return access.source().contents(order.store().compare()).all();
        }
    }

    @Override
    public List<String> restore(Path folder, Digest manifest, Supplier<StoreSpec> store) {
        StoreSpec spec = store.get();
        try (PostgresAccess access = access(spec)) {
            return new DumpRestore(access.source(), spec.compare()).run(folder, manifest);
        } catch (IOException failed) {
            throw StoreException.because("The restore from " + folder, failed);
        }
    }

    private PostgresAccess access(StoreSpec store) throws IOException {
        return PostgresAccess.to(Settings.of(store), environment);
    }
}

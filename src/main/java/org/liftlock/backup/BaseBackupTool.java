package org.liftlock.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A whole PostgreSQL server, copied by pg_basebackup while it runs. The copy is archived as the data directory it is a
 * copy of, so that it is put back like any other directory; the trial starts a server on it.
 */
final class BaseBackupTool implements StoreTool {

    static final String NAME = "pg_basebackup";

    private final Map<String, String> environment;

    BaseBackupTool(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String tool(BackupOrder order) {
        Settings settings = Settings.of(order.store());
        try {
            return PostgresTools.of(settings, PostgresAccess.major(settings.path("data")), NAME)
                    .version(NAME);
        } catch (IOException unreadable) {
            throw StoreException.because("Reading the version of " + order.item(), unreadable);
        }
    }

    @Override
    public List<Path> paths(BackupOrder order) {
        Settings settings = Settings.of(order.store());
        PostgresAccess.check(settings);
        TrialPlace.of(settings);
        return List.of(settings.path("data"));
    }

    /** A restore swaps the directory under whatever uses it. */
    @Override
    public Closeable hold(List<Path> roots) throws IOException {
        for (Path root : roots) {
            PostgresServer.on(root).ifPresent(process -> {
                throw new StoreException("A PostgreSQL server runs on " + root + ", as process " + process.pid()
                        + ". Nothing was changed. Stop it, then restore.");
            });
        }
        return () -> {};
    }

    @Override
    public Staged stage(BackupOrder order, List<Path> roots, Path folder) throws IOException {
        Path data = roots.get(roots.size() - 1);
        try (PostgresAccess access = access(order)) {
            return stage(order, access.source(), data, folder);
        }
    }

    private static Staged stage(BackupOrder order, PostgresSource source, Path data, Path folder) throws IOException {
        PostgresTools tools = source.tools(NAME);
        tools.require("pg_verifybackup");
        requireOneDirectory(order, source, data);
        if (TrialPlace.of(order).isHere()) {
            ScratchServer.prepare(StoreWork.scratchParent(order));
        }
        requireRoom(order, source);
        Path base = folder.resolve("base");
        tools.must(
                "The backup of " + order.item(),
                source.login().environment(),
                List.of(
                        NAME,
                        "--no-password",
                        "--pgdata=" + base,
                        "--format=plain",
                        "--wal-method=stream",
                        "--checkpoint=fast",
                        "--label=liftlock",
                        "--manifest-checksums=SHA256"));
        tools.must("Checking the backup of " + order.item(), Map.of(), List.of("pg_verifybackup", base.toString()));
        own(base, data);
        UnaryOperator<Path> place = path -> path.startsWith(data) ? base.resolve(data.relativize(path)) : path;
        return new Staged(place, Optional.of(source.origin()), Optional.of(log(source, base)), () -> Tree.delete(base));
    }

    /** As the copy's own list of its files says. */
    private static LogSpan log(PostgresSource source, Path base) throws IOException {
        JsonNode ranges = Json.read(Files.readString(base.resolve("backup_manifest")), JsonNode.class)
                .path("WAL-Ranges");
        JsonNode last = ranges.path(ranges.size() - 1);
        LogSpan now =
                source.log(last.path("Start-LSN").asText(), last.path("End-LSN").asText());
        return new LogSpan(now.system(), last.path("Timeline").asInt(), now.segment(), now.from(), now.to());
    }

    /** For the copy, and for the server that is started on what was restored of it. */
    static void requireRoom(BackupOrder order, PostgresSource source) throws IOException {
        long size = source.size();
        Disk.requireRoom("The copy of " + order.item(), order.destination(), size, "choose another destination");
        if (TrialPlace.of(order).isHere()) {
            ScratchServer.requireRoom(order.item(), StoreWork.scratchParent(order), size);
        }
    }

    static void requireOneDirectory(BackupOrder order, PostgresSource source, Path data) throws IOException {
        String elsewhere = source.ask("""
                select coalesce((select setting from pg_catalog.pg_settings where name = 'data_directory'), '')
                """);
        if (!elsewhere.isEmpty() && !Path.of(elsewhere).toRealPath().equals(data.toRealPath())) {
            throw new StoreException("The server at " + source.login().host() + ":"
                    + source.login().port()
                    + " keeps its data in " + elsewhere + ", not in " + data + ". Correct \"data\" or \"login\" of"
                    + " store \"" + order.store().name() + "\".");
        }
        String tablespaces = source.ask("""
                select coalesce(string_agg(spcname, ', '), '') from pg_catalog.pg_tablespace
                where spcname not in ('pg_default', 'pg_global')
                """);
        if (!tablespaces.isEmpty()) {
            throw new StoreException("The server of " + order.item() + " has tablespaces outside its data directory ("
                    + tablespaces + "), which " + NAME + " of Liftlock does not put back. Back it up with pg_dump, or"
                    + " by a tool of your own (with: command).");
        }
    }

    /** Root's copy is root's; what is put back belongs to who owns it now. */
    static void own(Path base, Path data) throws IOException {
        Object user = Files.getAttribute(data, "unix:uid");
        if (Files.getAttribute(base, "unix:uid").equals(user)) {
            return;
        }
        Object group = Files.getAttribute(data, "unix:gid");
        try (Stream<Path> all = Files.walk(base)) {
            for (Path path : all.toList()) {
                Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    @Override
    public Optional<Contents> running(BackupOrder order) {
        try (PostgresAccess access = access(order)) {
            return Optional.of(access.source().cluster(order.store().compare()));
        } catch (IOException failed) {
            throw StoreException.because("Reading the content of " + order.item(), failed);
        }
    }

    @Override
    public Contents contents(BackupOrder order, List<Path> roots, List<Entry> entries, UnaryOperator<Path> copy) {
        Path data = copy.apply(roots.get(roots.size() - 1));
        try (PostgresAccess access = access(order);
                ScratchServer server = ScratchServer.on(
                        access.source().tools(NAME),
                        StoreWork.scratchParent(order),
                        data,
                        access.source().origin())) {
            PostgresSource source = access.source();
            return source.at(server.login(source.login().database()))
                    .cluster(order.store().compare());
        } catch (IOException failed) {
            throw StoreException.because("The trial restore of " + order.item(), failed);
        }
    }

    PostgresAccess access(BackupOrder order) throws IOException {
        return PostgresAccess.to(Settings.of(order.store()), environment);
    }
}

package org.liftlock.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A PostgreSQL of our own for one trial restore; it is thrown away with its data. */
final class ScratchServer implements Closeable {

    /** The first superuser of a server made for a trial; no role that is restored has this name. */
    static final String OWNER = "liftlock_scratch";

    /** Whom a server runs as when this program is run by root. */
    static final String USER = "postgres";

    /** The time limit of the step ends it before. */
    private static final Duration REPLAYED = Duration.ofDays(2);

    private final PostgresServer server;
    private final String role;

    private ScratchServer(PostgresServer server, String role) {
        this.server = server;
        this.role = role;
    }

    /** The folder of scratch places. Where root hands the server down, its user must be able to enter it. */
    static Path prepare(Path parent) throws IOException {
        if (PostgresServer.isRoot() && !Files.exists(parent)) {
            Disk.folder(parent);
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        }
        return parent;
    }

    /** @param preload the libraries the source loads at its start, which its extensions may need */
    static ScratchServer empty(PostgresTools tools, Path folder, String preload) throws IOException {
        tools.require("initdb");
        tools.require("postgres");
        Path data = Files.createDirectory(folder.resolve("data"));
        PostgresServer server = new PostgresServer(tools, USER);
        try {
            requireEntry(server, folder.getParent());
            server.own(folder);
            server.own(data);
            server.run(List.of(
                    "initdb", "-D", data.toString(), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"));
            server.start(data, thrownAway(preload));
            return new ScratchServer(server, OWNER);
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    /**
     * On the copy of a data directory, which is changed by it.
     *
     * @param above the folder of scratch places, which the copy lies in
     * @param origin whose libraries and limits the server needs to come up with its data
     */
    static ScratchServer on(PostgresTools tools, Path above, Path data, Manifest.Origin origin) throws IOException {
        tools.require("postgres");
        PostgresServer server = new PostgresServer(tools, USER);
        try {
            requireEntry(server, above);
            for (Path path = data; !path.equals(above); path = path.getParent()) {
                server.own(path);
            }
            for (String unwanted :
                    List.of("postgresql.conf", "postgresql.auto.conf", "standby.signal", "recovery.signal")) {
                Files.deleteIfExists(data.resolve(unwanted));
            }
            Disk.write(
                    data.resolve("postgresql.conf"),
                    "max_prepared_transactions = " + origin.limits().get("max_prepared_transactions") + "\n");
            server.own(data.resolve("postgresql.conf"));
            server.start(data, thrownAway(origin.limits().get("shared_preload_libraries")));
            return new ScratchServer(server, origin.user());
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    /**
     * On the copy of a data directory, which it reads and leaves as a copy that more of the log can be replayed on.
     *
     * @param above the folder of scratch places, which the copy lies in
     */
    static ScratchServer standby(PostgresTools tools, Path above, Path data, Manifest.Origin origin)
            throws IOException {
        Map<String, String> parameters = new HashMap<>(Map.of("hot_standby", "on"));
        parameters.putAll(origin.limits());
        return replaying(tools, above, data, parameters, "standby.signal", origin.user());
    }

    /**
     * On the copy of a data directory, after the log behind it was replayed up to a name.
     *
     * @param above the folder of scratch places, which the copy lies in
     * @throws RejectedBackup when the log does not lead there
     */
    static ScratchServer recovered(PostgresTools tools, Path above, Path data, Replay replay) throws IOException {
        return replaying(
                tools,
                above,
                data,
                upTo(replay, data),
                "recovery.signal",
                replay.origin().user());
    }

    /** The same on a directory that is kept: what it writes is on the disk when it says so. */
    static ScratchServer recoveredForGood(PostgresTools tools, Path data, Replay replay, String owner)
            throws IOException {
        return replaying(
                new PostgresServer(tools, owner),
                data,
                upTo(replay, data),
                "recovery.signal",
                replay.origin().user());
    }

    private static Map<String, String> upTo(Replay replay, Path data) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                // Nobody is let in before the end is reached.
                "hot_standby", "off",
                "recovery_target_name", replay.how().restorePoint(),
                "recovery_target_action", "promote",
                "recovery_target_timeline", "current",
                "archive_mode", "off"));
        parameters.putAll(replay.origin().limits());
        parameters.putAll(replay.stock().replaying(data));
        return parameters;
    }

    private static ScratchServer replaying(
            PostgresTools tools, Path above, Path data, Map<String, String> parameters, String signal, String role)
            throws IOException {
        tools.require("postgres");
        PostgresServer server = new PostgresServer(tools, USER);
        try {
            requireEntry(server, above);
            for (Path path = data; !path.equals(above); path = path.getParent()) {
                server.own(path);
            }
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
        Map<String, String> all = new HashMap<>(thrownAway(""));
        all.putAll(parameters);
        return replaying(server, data, all, signal, role);
    }

    private static ScratchServer replaying(
            PostgresServer server, Path data, Map<String, String> parameters, String signal, String role)
            throws IOException {
        try {
            for (String unwanted :
                    List.of("postgresql.conf", "postgresql.auto.conf", "standby.signal", "recovery.signal")) {
                Files.deleteIfExists(data.resolve(unwanted));
            }
            for (String needed : List.of("postgresql.conf", signal)) {
                Disk.write(data.resolve(needed), "");
                server.own(data.resolve(needed));
            }
            Map<String, String> all = new HashMap<>(parameters);
            all.putIfAbsent("restore_command", "false"); // the log lies where it is read
            server.start(data, all, REPLAYED);
            return new ScratchServer(server, role);
        } catch (StoreException failed) {
            boolean itsFault = server.gaveUp() && !failed.getMessage().contains("No space left on device");
            server.close();
            if (itsFault) {
                throw new RejectedBackup(
                        "The backup does not restore: the log cannot be replayed on its base. " + failed.getMessage(),
                        "Take the backup again; if it happens again, take a new base.");
            }
            throw failed;
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    private static Map<String, String> thrownAway(String preload) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "fsync", "off",
                "full_page_writes", "off",
                "autovacuum", "off",
                "archive_mode", "off",
                "max_wal_size", "2GB"));
        parameters.put("shared_preload_libraries", preload);
        return parameters;
    }

    private static void requireEntry(PostgresServer server, Path folder) {
        if (!server.canEnter(folder)) {
            throw new StoreException("PostgreSQL does not run as root, and user " + USER + " cannot enter " + folder
                    + ". Name under \"scratch\" a folder that " + USER + " can enter, or run the backup as " + USER
                    + " (\"as\").");
        }
    }

    PostgresLogin login(String database) {
        return server.login(database, role);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /**
     * Refuses when the trial would fill the disk: seen before the backup, not at three in the morning.
     *
     * @param store bytes the store has now
     */
    static void requireRoom(ItemName item, Path folder, long store) throws IOException {
        Disk.requireRoom(
                "The trial restore of " + item,
                folder,
                store + store / 5 + 64 * 1024 * 1024,
                "name another folder or another server under \"scratch\"; a backup that cannot be tried proves nothing"
                        + " (R16)");
    }
}

package org.liftlock.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of our own for one trial restore. It listens on a unix socket in a folder that only its owner can enter,
 * is a child of this program, and so ends with it.
 */
final class ScratchServer implements Closeable {

    /** The first superuser of a server made for a trial; no role that is restored has this name. */
    static final String OWNER = "liftlock_scratch";

    private static final String USER = "postgres";
    private static final int READY_SECONDS = 120;
    private static final int STOP_SECONDS = 30;

    private final PostgresTools tools;
    private final List<String> asUser;
    private final Path data;
    private final Path socket;
    private final Path log;
    private final String superuser;
    private Process server;

    private ScratchServer(PostgresTools tools, List<String> asUser, Path folder, Path data, String superuser)
            throws IOException {
        this.tools = tools;
        this.asUser = asUser;
        this.data = data;
        this.log = folder.resolve("server.log");
        this.superuser = superuser;
        // The path of a socket can have 107 characters, fewer than the path of a scratch folder.
        this.socket = Files.createTempDirectory("liftlock-pg-");
    }

    /** The folder of scratch places. Where root hands the server down, its user must be able to enter it. */
    static Path prepare(Path parent) throws IOException {
        if (isRoot() && !Files.exists(parent)) {
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
        ScratchServer server = new ScratchServer(tools, asUser(folder), folder, data, OWNER);
        try {
            server.own(folder);
            server.own(data);
            server.own(server.socket);
            server.initialise();
            server.start(preload);
            return server;
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    /**
     * On the copy of a data directory, which is changed by it.
     *
     * @param above the folder of scratch places, which the copy lies in
     * @param source whose libraries and limits the server needs to come up with its data
     */
    static ScratchServer on(PostgresTools tools, Path above, Path data, PostgresSource source) throws IOException {
        tools.require("postgres");
        Path folder = above.resolve(above.relativize(data).getName(0));
        ScratchServer server = new ScratchServer(
                tools, asUser(folder), folder, data, source.login().user());
        try {
            for (Path path = data; !path.equals(above); path = path.getParent()) {
                server.own(path);
            }
            server.own(server.socket);
            for (String own : List.of("postgresql.auto.conf", "standby.signal", "recovery.signal")) {
                Files.deleteIfExists(data.resolve(own));
            }
            // Whatever the source says of ports, archiving and access, nobody but us reaches this one.
            server.replace(
                    "postgresql.conf", "max_prepared_transactions = " + source.ask("show max_prepared_transactions"));
            server.replace("pg_hba.conf", "local all all trust");
            server.replace("pg_ident.conf", "");
            server.start(source.preload());
            return server;
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    private void replace(String file, String text) throws IOException {
        Files.deleteIfExists(data.resolve(file));
        Disk.write(data.resolve(file), text + "\n");
        own(data.resolve(file));
    }

    /** PostgreSQL refuses to be run by root. */
    private static List<String> asUser(Path folder) throws IOException {
        if (!isRoot()) {
            return List.of();
        }
        List<String> as = List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups", "--");
        List<String> test = new ArrayList<>(as);
        test.addAll(List.of("test", "-x", folder.getParent().toString()));
        try {
            if (new ProcessBuilder(test).start().waitFor() == 0) {
                return as;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new StoreException("PostgreSQL does not run as root, and user " + USER + " cannot enter "
                + folder.getParent() + ". Name under \"scratch\" a folder that " + USER + " can enter, or run the"
                + " backup as " + USER + " (\"as\").");
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private void own(Path path) throws IOException {
        if (!asUser.isEmpty()) {
            UserPrincipal user =
                    path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
            Files.setOwner(path, user);
        }
    }

    private void initialise() throws IOException {
        run(List.of("initdb", "-D", data.toString(), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"));
    }

    private void run(List<String> command) throws IOException {
        Process process = tools.start(Map.of(), asUser, command, Optional.of(log));
        try {
            if (process.waitFor() != 0) {
                throw notReady(command.get(0) + " ended with exit code " + process.exitValue());
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StoreException("The trial restore was interrupted", stopped);
        }
    }

    private void start(String preload) throws IOException {
        server = tools.start(
                Map.of(),
                asUser,
                List.of(
                        "postgres",
                        "-D",
                        data.toString(),
                        "-c",
                        "listen_addresses=",
                        "-c",
                        "unix_socket_directories=" + socket,
                        "-c",
                        "unix_socket_permissions=0700",
                        "-c",
                        "port=" + PostgresLogin.USUAL_PORT,
                        // It is thrown away, whatever happens to it.
                        "-c",
                        "fsync=off",
                        "-c",
                        "full_page_writes=off",
                        "-c",
                        "autovacuum=off",
                        "-c",
                        "archive_mode=off",
                        "-c",
                        "max_wal_size=2GB",
                        "-c",
                        "shared_preload_libraries=" + preload),
                Optional.of(log));
        awaitReady();
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        SQLException last;
        try {
            do {
                try (Connection ready = login("template1").open()) {
                    return;
                } catch (SQLException notYet) {
                    last = notYet;
                }
            } while (!server.waitFor(50, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreException("The trial restore was interrupted", stopped);
        }
        throw notReady("it does not answer: " + last.getMessage());
    }

    private StoreException notReady(String why) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return new StoreException("The scratch server for the trial restore did not start at " + data + ": " + why
                + ". " + String.join(" ", lines.subList(Math.max(0, lines.size() - 5), lines.size())));
    }

    PostgresLogin login(String database) {
        return new PostgresLogin(
                socket.toString(), PostgresLogin.USUAL_PORT, database, superuser, Optional.empty(), Map.of());
    }

    @Override
    public void close() throws IOException {
        try {
            if (server != null) {
                server.destroy();
                if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    server.destroyForcibly().waitFor();
                }
            }
        } catch (InterruptedException stopped) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Tree.delete(socket);
    }

    /**
     * Refuses when the trial would fill the disk: seen before the backup, not at three in the morning.
     *
     * @param store bytes the store has now
     */
    static void requireRoom(ItemName item, Path folder, long store) throws IOException {
        Path existing = Stream.iterate(folder, path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElseThrow();
        FileStore disk = Files.getFileStore(existing);
        long needed = store + store / 5 + 64 * 1024 * 1024;
        if (disk.getUsableSpace() < needed) {
            throw new StoreException("The trial restore of " + item + " needs " + megabytes(needed) + " at " + folder
                    + ", which has " + megabytes(disk.getUsableSpace()) + " free. Free some space there, or name"
                    + " another folder or another server under \"scratch\"; a backup that cannot be tried proves"
                    + " nothing (R16).");
        }
    }

    private static String megabytes(long bytes) {
        return (bytes + 1024 * 1024 - 1) / (1024 * 1024) + " MB";
    }
}

package org.liftlock.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL that nobody but this program reaches: it listens on a unix socket in a folder that only its owner can
 * enter. It is a child of this program.
 */
final class PostgresServer implements Closeable {

    /** What it says to this program while it is not ready. */
    private static final List<String> ASKED_TOO_EARLY = List.of(
            "the database system is starting up",
            "the database system is not accepting connections",
            "Hot standby mode is disabled");

    private static final Duration READY = Duration.ofMinutes(10); // after a crash it replays its log first
    private static final Duration STOPPED = Duration.ofMinutes(10);

    private final PostgresTools tools;
    private final String user;
    private final List<String> asUser;
    private final Path room;
    private Process server;

    /** @param user whom it runs as when this program is run by root, which PostgreSQL refuses */
    PostgresServer(PostgresTools tools, String user) throws IOException {
        this.tools = tools;
        this.user = user;
        this.asUser = handedDown(user);
        // The path of a socket can have 107 characters, fewer than the path of a scratch folder.
        this.room = Files.createTempDirectory("liftlock-pg-");
        own(room);
    }

    /** What stands before a command so that root does not run it itself. */
    static List<String> handedDown(String user) {
        return isRoot() ? List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--init-groups", "--") : List.of();
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** The process that has a data directory open, as far as its lock file tells. */
    static Optional<ProcessHandle> on(Path data) throws IOException {
        Path lock = data.resolve("postmaster.pid");
        return Files.exists(lock)
                ? ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(lock).get(0).strip()))
                : Optional.empty();
    }

    void own(Path path) throws IOException {
        give(path, user);
    }

    /** What root has made for a program that it hands down. */
    static void give(Path path, String user) throws IOException {
        if (isRoot()) {
            UserPrincipal owner =
                    path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
            Files.setOwner(path, owner);
        }
    }

    boolean canEnter(Path folder) {
        if (asUser.isEmpty()) {
            return Files.isExecutable(folder);
        }
        List<String> test = new ArrayList<>(asUser);
        test.addAll(List.of("test", "-x", folder.toString()));
        try {
            return new ProcessBuilder(test).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /** Runs a program of the server to its end. */
    void run(List<String> command) throws IOException {
        Process process = tools.start(Map.of(), asUser, command, Optional.of(log()));
        try {
            if (process.waitFor() != 0) {
                throw notReady(command.get(0) + " ended with exit code " + process.exitValue());
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            throw interrupted(stopped);
        }
    }

    /** @param parameters beside those that keep everybody else out */
    void start(Path data, Map<String, String> parameters) throws IOException {
        start(data, parameters, READY);
    }

    /** @param ready how long it may take until it answers */
    void start(Path data, Map<String, String> parameters, Duration ready) throws IOException {
        Path access = room.resolve("pg_hba.conf");
        Path names = room.resolve("pg_ident.conf");
        Files.writeString(access, "local all all trust\nlocal replication all trust\n");
        Files.writeString(names, "");
        List<String> command = new ArrayList<>(List.of("postgres", "-D", data.toString()));
        Map<String, String> alone = Map.of(
                "listen_addresses", "",
                "unix_socket_directories", room.toString(),
                "unix_socket_permissions", "0700",
                "port", String.valueOf(PostgresLogin.USUAL_PORT),
                "hba_file", access.toString(),
                "ident_file", names.toString(),
                "external_pid_file", "",
                "ssl", "off",
                "logging_collector", "off",
                "log_destination", "stderr");
        for (Map<String, String> each : List.of(alone, parameters)) {
            each.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        }
        own(access);
        own(names);
        server = tools.start(Map.of(), asUser, command, Optional.of(log()));
        awaitReady(data, ready);
    }

    /** Whether it was started, and has ended by itself. */
    boolean gaveUp() {
        return server != null && !server.isAlive();
    }

    private void awaitReady(Path data, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        SQLException last;
        try {
            do {
                try (Connection ready = login("template1", user).open()) {
                    return;
                } catch (SQLException notYet) {
                    if ("28000".equals(notYet.getSQLState())) {
                        return; // it answers, though not to this name
                    }
                    last = notYet;
                }
            } while (!server.waitFor(50, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
        throw notReady("The server on " + data + " does not answer: " + last.getMessage());
    }

    private StoreException notReady(String why) throws IOException {
        List<String> lines = !Files.exists(log())
                ? List.of()
                : Files.readAllLines(log()).stream()
                        .filter(line -> ASKED_TOO_EARLY.stream().noneMatch(line::contains))
                        .toList();
        return new StoreException("A PostgreSQL server for this step alone did not start. " + why + ". Its log ends: "
                + String.join(" ", lines.subList(Math.max(0, lines.size() - 5), lines.size())));
    }

    PostgresLogin login(String database, String role) {
        return new PostgresLogin(room.toString(), PostgresLogin.USUAL_PORT, database, role, Optional.empty(), Map.of());
    }

    private Path log() {
        return room.resolve("server.log");
    }

    /** Waits until it has stopped in order. */
    @Override
    public void close() throws IOException {
        if (server != null) {
            server.destroy();
            try {
                if (!server.waitFor(STOPPED.toSeconds(), TimeUnit.SECONDS)) {
                    throw new StoreException("The PostgreSQL server that this step started, process " + server.pid()
                            + ", does not stop. Stop it (kill -INT " + server.pid() + "), then retry.");
                }
            } catch (InterruptedException stopped) {
                throw interrupted(stopped);
            }
        }
        if (Files.exists(room, LinkOption.NOFOLLOW_LINKS)) {
            Tree.delete(room);
        }
    }

    private static StoreException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new StoreException("The step was interrupted", stopped);
    }
}

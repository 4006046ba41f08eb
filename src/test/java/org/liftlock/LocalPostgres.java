package org.liftlock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * PostgreSQL 15 as Debian packages it, in a cluster of the test's own. PostgreSQL does not run as root, so root hands it
 * down.
 */
public final class LocalPostgres implements AutoCloseable {

    public static final String USER = "postgres";
    public static final String PASSWORD = "tea-and-toast";
    public static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");

    private static LocalPostgres pattern;

    private final Path home;
    private final int port;

    private LocalPostgres(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /**
     * A started server; the test is skipped, and says why, where PostgreSQL 15 is not installed. All of one process are
     * copies of one that was initialised, and call themselves by the same number.
     */
    public static LocalPostgres started() {
        return started(server -> server.copy(initialised()));
    }

    /** One with a number of its own. */
    public static LocalPostgres another() {
        return started(LocalPostgres::initialise);
    }

    private interface Made {
        void in(LocalPostgres server) throws IOException;
    }

    private static LocalPostgres started(Made made) {
        Assumptions.assumeTrue(
                Files.isExecutable(BIN.resolve("postgres")),
                "PostgreSQL 15 is not installed at " + BIN + " (apt-get install postgresql)");
        try (ServerSocket free = new ServerSocket(0)) {
            LocalPostgres server = new LocalPostgres(folder(), free.getLocalPort());
            server.own();
            made.in(server);
            server.configure();
            free.close();
            server.start();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException("The PostgreSQL of the test did not start", failed);
        }
    }

    private static synchronized LocalPostgres initialised() throws IOException {
        if (pattern == null) {
            LocalPostgres made = new LocalPostgres(folder(), 0);
            made.own();
            made.initialise();
            Runtime.getRuntime().addShutdownHook(new Thread(made::deleteQuietly));
            pattern = made;
        }
        return pattern;
    }

    private void deleteQuietly() {
        try {
            delete(home);
        } catch (IOException left) {
            // In the folder for temporary files.
        }
    }

    private void copy(LocalPostgres other) {
        runs(List.of("cp", "--archive", other.data().toString(), data().toString()));
    }

    /** A replica that streams from a server. */
    public static LocalPostgres following(LocalPostgres primary) {
        return started(server -> run(
                "pg_basebackup",
                "-d",
                "host=127.0.0.1 port=" + primary.port + " user=" + USER + " password=" + PASSWORD,
                "-D",
                server.data().toString(),
                "-R",
                "-c",
                "fast"));
    }

    /** A new folder that the user of the server may enter. */
    public static Path folder() throws IOException {
        Path folder = InMemory.folder("liftlock-postgres-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    public static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failed) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void own() throws IOException {
        if (isRoot()) {
            Files.setOwner(
                    home, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        }
    }

    private void initialise() throws IOException {
        Path password = Files.writeString(home.resolve("password"), PASSWORD);
        run(
                "initdb",
                "-D",
                data().toString(),
                "-U",
                USER,
                "-A",
                "scram-sha-256",
                "--pwfile=" + password,
                "-N",
                "--wal-segsize=1");
    }

    private void configure() throws IOException {
        Files.writeString(data().resolve("postgresql.conf"), """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = '%s'
                fsync = off
                shared_buffers = 16MB
                wal_level = replica
                """.formatted(port, home));
    }

    /** Starts it unless it runs. */
    public void start() {
        if (Files.exists(data().resolve("postmaster.pid"))) {
            return;
        }
        run("pg_ctl", "-D", data().toString(), "-l", home.resolve("log").toString(), "-w", "start");
    }

    public void stop() {
        run("pg_ctl", "-D", data().toString(), "-m", "fast", "-w", "stop");
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(data().resolve("postmaster.pid"))) {
            run("pg_ctl", "-D", data().toString(), "-m", "immediate", "-w", "stop");
        }
        delete(home);
    }

    public Path data() {
        return home.resolve("data");
    }

    public Path socket() {
        return home;
    }

    public int port() {
        return port;
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public Connection open(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, PASSWORD);
    }

    public boolean has(String database) throws SQLException {
        try (Connection connection = open("template1");
                PreparedStatement statement =
                        connection.prepareStatement("select from pg_database where datname = ?")) {
            statement.setString(1, database);
            return statement.executeQuery().next();
        }
    }

    public void sql(String database, String... statements) throws SQLException {
        try (Connection connection = open(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(String program, String... arguments) {
        List<String> words = new ArrayList<>(List.of(BIN.resolve(program).toString()));
        words.addAll(Arrays.asList(arguments));
        runs(words);
    }

    private static void runs(List<String> words) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"));
        }
        command.addAll(words);
        try {
            Path said = Files.createTempFile("liftlock-", ".out"); // the server inherits it, so a pipe would not end
            int exit = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start()
                    .waitFor();
            String output = Files.readString(said);
            Files.delete(said);
            assertThat(exit).as(command + ": " + output).isZero();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

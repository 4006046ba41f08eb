package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.liftlock.LocalPostgres;

/** A repository of pgBackRest that a server archives its log to, as a site would have it. */
final class OrdersRepository implements AutoCloseable {

    private static final String PROGRAM = "/usr/bin/pgbackrest";

    private final LocalPostgres server;
    private final Path home;

    private OrdersRepository(LocalPostgres server, Path home) {
        this.server = server;
        this.home = home;
    }

    static void assumeInstalled() {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of(PROGRAM)), "pgBackRest is not installed (apt-get install pgbackrest)");
    }

    /** The server is started again for it. Its files are bundled: a backup is a thousand of them otherwise. */
    static OrdersRepository of(LocalPostgres server) throws Exception {
        OrdersRepository repository = new OrdersRepository(server, LocalPostgres.folder());
        for (String name : List.of("repo", "log", "lock", "spool")) {
            Files.setOwner(Files.createDirectory(repository.home.resolve(name)), Files.getOwner(server.data()));
        }
        Files.writeString(repository.configuration(), """
                [global]
                repo1-path=%1$s/repo
                repo1-retention-full=2
                repo1-bundle=y
                job-retry=0
                log-path=%1$s/log
                lock-path=%1$s/lock
                spool-path=%1$s/spool
                [orders]
                pg1-path=%2$s
                pg1-port=%3$d
                pg1-socket-path=%4$s
                pg1-user=postgres
                """.formatted(
                        repository.home, server.data(), server.port(), server.socket()));
        Files.writeString(
                server.data().resolve("postgresql.conf"),
                "archive_mode = on\narchive_command = '" + PROGRAM + " --config=" + repository.configuration()
                        + " --stanza=orders archive-push %p'\n",
                StandardOpenOption.APPEND);
        server.stop();
        server.start();
        repository.run("stanza-create");
        return repository;
    }

    private Path configuration() {
        return home.resolve("pgbackrest.conf");
    }

    /** What a store says that is backed up there. */
    Map<String, Object> settings(String type) {
        return new HashMap<>(Map.of(
                "data", server.data().toString(),
                "socket", server.socket().toString(),
                "stanza", "orders",
                "type", type,
                "options", List.of("--config=" + configuration())));
    }

    static String label(BackupReceipt receipt) throws Exception {
        return BackupFolder.manifest(Path.of(receipt.location()), receipt.digest())
                .archive()
                .orElseThrow()
                .name();
    }

    /** The largest file of a backup. */
    Path largest(String label) throws Exception {
        return files(home.resolve("repo/backup/orders").resolve(label)).stream()
                .filter(file -> !file.getFileName().toString().startsWith("backup.manifest"))
                .max(Comparator.comparing(file -> file.toFile().length()))
                .orElseThrow();
    }

    /** A file of the log, as it was archived. */
    Path log(String name) throws IOException {
        return files(home.resolve("repo/archive")).stream()
                .filter(file -> file.getFileName().toString().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private void run(String word) throws Exception {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"));
        }
        command.addAll(List.of(PROGRAM, "--config=" + configuration(), "--stanza=orders", word));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", LocalPostgres.PASSWORD);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Override
    public void close() throws IOException {
        LocalPostgres.delete(home);
    }
}

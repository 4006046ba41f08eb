package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liftlock.LocalPostgres;

/** A server whose log goes to a repository of pgBackRest, as a site would have it. */
class PgBackRestTest {

    private static final String PROGRAM = "/usr/bin/pgbackrest";

    private static LocalPostgres server;
    private static OrdersDatabase orders;
    private static Path home;

    @BeforeAll
    static void aServerWithARepository() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of(PROGRAM)), "pgBackRest is not installed (apt-get install pgbackrest)");
        server = LocalPostgres.started();
        home = LocalPostgres.folder();
        for (String name : List.of("repo", "log", "lock", "spool")) {
            Files.setOwner(Files.createDirectory(home.resolve(name)), Files.getOwner(server.data()));
        }
        Files.writeString(
                home.resolve("pgbackrest.conf"), """
                [global]
                repo1-path=%1$s/repo
                repo1-retention-full=2
                log-path=%1$s/log
                lock-path=%1$s/lock
                spool-path=%1$s/spool
                [orders]
                pg1-path=%2$s
                pg1-port=%3$d
                pg1-socket-path=%4$s
                pg1-user=postgres
                """.formatted(home, server.data(), server.port(), server.socket()));
        Files.writeString(
                server.data().resolve("postgresql.conf"),
                "archive_mode = on\narchive_command = '" + PROGRAM + " --config=" + home
                        + "/pgbackrest.conf --stanza=orders archive-push %p'\n",
                StandardOpenOption.APPEND);
        server.stop();
        server.start();
        orders = OrdersDatabase.on(server).made();
        pgbackrest("stanza-create");
    }

    @AfterAll
    static void noServer() throws Exception {
        if (server != null) {
            server.close();
            LocalPostgres.delete(orders.folder);
            LocalPostgres.delete(home);
        }
    }

    @Test
    void aBackupInTheRepositoryIsVerifiedByAServerStartedOnWhatItRestores() throws Exception {
        BackupOrder order = order(1);

        BackupReceipt receipt = orders.backUp(order);
        BackupVerdict verdict = orders.verify(order, receipt);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        BackupVerdict.Verified.class,
                        verified -> assertThat(verified.backup().compared())
                                .anyMatch(line -> line.startsWith("orders/public.orders: 200"))
                                .anyMatch(line -> line.startsWith("(sequences) of orders: 2"))
                                .contains("the source still has the same content, row for row"));
        assertThat(receipt.facts().tool()).startsWith("pgBackRest 2.");
        assertThat(receipt.size()).isPositive();
        try (Stream<Path> left = Files.list(orders.folder.resolve("scratch"))) {
            assertThat(left).isEmpty();
        }

        // when something is written to the source
        orders.sql("insert into customer values (99, 'late')");
        assertRejected(order, receipt, "is stale: the source was changed after it");
        orders.sql("delete from customer where id = 99");

        // when it is restored
        orders.sql("delete from orders", "create role intruder");
        server.stop();
        String done = orders.restore(receipt, order.store());
        server.start();
        assertThat(done).contains("restored; what was there is kept as");
        assertThat(orders.providers.of("pgbackrest").contentDigest(order, orders.target))
                .contains(receipt.facts().content());
        orders.sql(
                "insert into customer values (77, 'written after the restore')", "delete from customer where id = 77");
    }

    @Test
    void whatIsDamagedOrGoneInTheRepositoryIsRejected() throws Exception {
        BackupOrder order = order(2);
        BackupReceipt receipt = orders.backUp(order);
        Path data = largest(label(receipt));
        byte[] whole = Files.readAllBytes(data);
        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;

        Files.write(data, damaged);
        assertRejected(order, receipt, "does not restore: pgbackrest ended with exit code");
        Files.write(data, new byte[0]);
        assertRejected(order, receipt, "does not restore: pgbackrest ended with exit code");
        Files.write(data, whole);

        orders.backUp(order(3));
        orders.backUp(order(4));
        orders.backUp(order(5));
        assertRejected(order, receipt, "has no backup " + label(receipt) + " any more");
        server.stop();
        try {
            assertThatThrownBy(() -> orders.restore(receipt, order.store()))
                    .hasMessageContaining("any more")
                    .hasMessageContaining("Nothing was changed");
        } finally {
            server.start();
        }
    }

    private static void assertRejected(BackupOrder order, BackupReceipt receipt, String reason) {
        assertThat(orders.verify(order, receipt)).isInstanceOfSatisfying(BackupVerdict.Rejected.class, rejected -> {
            assertThat(rejected.reason()).contains(reason);
            assertThat(rejected.whatToDo()).isNotBlank();
        });
    }

    private static String label(BackupReceipt receipt) throws Exception {
        return BackupFolder.manifest(Path.of(receipt.location()), receipt.digest())
                .archive()
                .orElseThrow()
                .name();
    }

    private static Path largest(String label) throws Exception {
        try (Stream<Path> files =
                Files.walk(home.resolve("repo/backup/orders").resolve(label).resolve("pg_data"))) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparing(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static BackupOrder order(int attempt) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "data", server.data().toString(),
                "socket", server.socket().toString(),
                "stanza", "orders",
                "type", "full",
                "options", List.of("--config=" + home.resolve("pgbackrest.conf"))));
        return orders.order(orders.store("pgbackrest", settings), attempt);
    }

    private static void pgbackrest(String word) throws Exception {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"));
        }
        command.addAll(List.of(PROGRAM, "--config=" + home.resolve("pgbackrest.conf"), "--stanza=orders", word));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", LocalPostgres.PASSWORD);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }
}

package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.liftlock.backup.OrdersRepository.label;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liftlock.LocalPostgres;

/** A server whose log goes to a repository of pgBackRest, as a site would have it. */
class PgBackRestTest {

    private static LocalPostgres server;
    private static OrdersDatabase orders;
    private static OrdersRepository repository;

    @BeforeAll
    static void aServerWithARepository() throws Exception {
        OrdersRepository.assumeInstalled();
        server = LocalPostgres.started();
        repository = OrdersRepository.of(server);
        orders = OrdersDatabase.on(server).made();
        server.sql("template1", "drop database " + OrdersDatabase.PATTERN);
    }

    @AfterAll
    static void noServer() throws Exception {
        if (server != null) {
            server.close();
            LocalPostgres.delete(orders.folder);
            repository.close();
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
        Path data = repository.largest(label(receipt));
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

    private static BackupOrder order(int attempt) {
        return orders.order(orders.store("pgbackrest", repository.settings("full")), attempt);
    }
}

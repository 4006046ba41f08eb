package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liftlock.LocalPostgres;

class BaseBackupTest {

    private static LocalPostgres server;

    private static OrdersDatabase orders;
    private static BackupOrder order;
    private static BackupReceipt receipt;

    /** Taken once: whatever a test writes, it takes back. */
    @BeforeAll
    static void aBackupOfAServer() throws Exception {
        server = LocalPostgres.started();
        orders = OrdersDatabase.on(server).made();
        server.sql("template1", "drop database " + OrdersDatabase.PATTERN);
        order = with(Map.of());
        receipt = orders.backUp(order);
    }

    @AfterAll
    static void noServer() throws Exception {
        if (server != null) {
            server.close();
            LocalPostgres.delete(orders.folder);
        }
    }

    @Test
    void aBackupIsVerifiedByAServerStartedOnIt() throws Exception {
        BackupVerdict verdict = orders.verify(order, receipt);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        BackupVerdict.Verified.class,
                        verified -> assertThat(verified.backup().compared())
                                .anyMatch(line -> line.startsWith("orders/public.orders: 200"))
                                .anyMatch(line -> line.startsWith("(sequences) of orders: 2"))
                                .anyMatch(line -> line.startsWith("(extensions) of orders: 2"))
                                .anyMatch(line -> line.startsWith("(roles): 3"))
                                .contains("the source still has the same content, row for row"));
        assertThat(receipt.facts().tool()).startsWith("pg_basebackup (PostgreSQL) 15.");
        assertThat(receipt.facts().storeVersion()).matches("PostgreSQL 15\\..*, cluster \\d+, LSN .*/.*");
        try (Stream<Path> left = Files.list(orders.folder.resolve("scratch"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void afterARestoreTheServerComesUpAsBeforeAndTheOldDataIsKeptAside() throws Exception {
        orders.sql("delete from orders", "drop extension pgcrypto", "create role intruder");
        server.stop();

        String done = orders.restore(receipt, order.store());

        server.start();
        assertThat(done).contains("restored; what was there is kept as " + aside());
        assertThat(orders.providers.of("pg_basebackup").contentDigest(order, orders.target))
                .contains(receipt.facts().content());
        assertThat(aside().resolve("PG_VERSION")).hasContent("15");
    }

    @Test
    void aServerThatTheUpgradeStoppedIsStartedForEachStepAlone() throws Exception {
        BackupOrder again = with(Map.of(), 4);
        server.stop();
        try {
            BackupVerdict verdict = orders.verify(again, orders.backUp(again));

            assertThat(verdict).isInstanceOf(BackupVerdict.Verified.class);
            assertThat(server.data().resolve("postmaster.pid")).doesNotExist();
        } finally {
            server.start();
        }
    }

    @Test
    void aRestoreOverARunningServerIsRefused() throws Exception {
        assertThatThrownBy(() -> orders.restore(receipt, order.store()))
                .hasMessageContaining("A PostgreSQL server runs on " + server.data())
                .hasMessageContaining("Nothing was changed");
        assertThat(orders.count("orders")).isEqualTo(200);
    }

    @Test
    void aSourceThatWasWrittenToSinceIsNamedByItsTable() throws Exception {
        orders.sql("insert into customer values (99, 'late')");
        try {
            assertThat(orders.verify(order, receipt))
                    .isInstanceOfSatisfying(
                            BackupVerdict.Rejected.class,
                            rejected -> assertThat(rejected.reason())
                                    .contains("is stale: the source was changed after it", "orders/public.customer"));
        } finally {
            orders.sql("delete from customer where id = 99");
        }
    }

    @Test
    void aFolderThatIsNoDataDirectoryIsNamed() throws Exception {
        Path other = Files.createDirectory(orders.folder.resolve("empty"));
        BackupOrder elsewhere = with(Map.of("data", other.toString()), 2);

        assertThatThrownBy(() -> orders.backUp(elsewhere))
                .hasMessageContaining(other.resolve("PG_VERSION") + " does not exist")
                .hasMessageContaining("Correct the path");
    }

    @Test
    void aServerThatKeepsItsDataElsewhereIsRefused() throws Exception {
        Path other = Files.createDirectory(orders.folder.resolve("other"));
        Files.writeString(
                other.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n");
        BackupOrder elsewhere = with(Map.of("data", other.toString()), 2);

        assertThatThrownBy(() -> orders.backUp(elsewhere))
                .hasMessageContaining("keeps its data in " + server.data() + ", not in " + other);
        assertThat(elsewhere.folder()).doesNotExist();
    }

    @Test
    void tablespacesAreRefusedByName() throws Exception {
        Path place = Files.createDirectory(server.socket().resolve("fast-disk"));
        Files.setOwner(place, Files.getOwner(server.data()));
        server.sql("template1", "create tablespace fast_disk location '" + place + "'");
        try {
            assertThatThrownBy(() -> orders.backUp(with(Map.of(), 3)))
                    .hasMessageContaining("has tablespaces")
                    .hasMessageContaining("fast_disk");
        } finally {
            server.sql("template1", "drop tablespace fast_disk");
        }
    }

    @Test
    void theDataDirectoryIsAskedFor() {
        var store = orders.store("pg_basebackup", Map.of());

        assertThatThrownBy(() -> orders.providers.of("pg_basebackup").backup(orders.order(store, 1)))
                .hasMessageContaining("Store \"orders\" has no \"data\"");
    }

    private static Path aside() {
        return server.data().resolveSibling(".liftlock-aside-1-data");
    }

    private static BackupOrder with(Map<String, Object> settings) {
        return with(settings, 1);
    }

    private static BackupOrder with(Map<String, Object> settings, int attempt) {
        Map<String, Object> all = new HashMap<>(Map.of("data", server.data().toString()));
        all.putAll(settings);
        return orders.order(orders.store("pg_basebackup", all), attempt);
    }
}

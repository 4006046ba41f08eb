package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.LocalPostgres;
import org.liftlock.channel.TestSshd;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.SshTarget;

/** PostgreSQL on a machine that is reached over SSH: its tools run there, and so does the program that is carried there. */
class RemoteDumpTest {

    @TempDir
    private static Path home;

    private static LocalPostgres server;
    private static Launcher target;

    private OrdersDatabase orders;

    @BeforeAll
    static void aServerBehindSsh() {
        target = SshTarget.over(TestSshd.shared(), home, Map.of("LIFTLOCK_SECRET_ORDERS_DB", LocalPostgres.PASSWORD));
        server = LocalPostgres.started();
    }

    @AfterAll
    static void noServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void aDatabase() throws Exception {
        orders = OrdersDatabase.over(target, server).made();
    }

    @AfterEach
    void dropIt() throws Exception {
        for (String name : new String[] {"orders", "orders_liftlock_aside_1"}) {
            server.sql("template1", "drop database if exists " + name + " with (force)");
        }
        LocalPostgres.delete(orders.folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom", "directory"})
    void aDatabaseIsBackedUpVerifiedAndRestoredThere(String format) throws Exception {
        BackupOrder order = orders.order(orders.store("pg_dump", Map.of("format", format, "jobs", 2)), 1);

        BackupReceipt receipt = orders.backUp(order);

        assertThat(orders.verify(order, receipt))
                .isInstanceOfSatisfying(
                        BackupVerdict.Verified.class,
                        verified -> assertThat(verified.backup().compared())
                                .anyMatch(line -> line.startsWith("public.orders: 200")));
        orders.sql("delete from orders");
        assertThat(orders.restore(receipt, order.store())).contains("kept as \"orders_liftlock_aside_1\"");
        assertThat(orders.count("orders")).isEqualTo(200);
    }

    @Test
    void aWholeServerIsBackedUpAndVerifiedThere() {
        Map<String, Object> settings =
                new HashMap<>(Map.of("data", server.data().toString()));
        BackupOrder order = orders.order(orders.store("pg_basebackup", settings), 1);

        assertThat(orders.verify(order, orders.backUp(order))).isInstanceOf(BackupVerdict.Verified.class);
    }

    @Test
    void aDamagedBackupIsRejectedThere() throws Exception {
        BackupOrder order = orders.order(orders.store("pg_dump", Map.of("format", "directory")), 1);
        BackupReceipt receipt = orders.backUp(order);
        Files.delete(order.folder().resolve(DumpKeeper.DIRECTORY).resolve("toc.dat"));

        assertThat(orders.verify(order, receipt))
                .isInstanceOfSatisfying(
                        BackupVerdict.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("is partial: database/toc.dat is missing"));
    }

    @Test
    void toolsThatAreNotThereAreNamedWithTheirPackage() {
        BackupOrder order = orders.order(orders.store("pg_dump", Map.of("bin", "/usr/bin/nowhere")), 1);

        assertThatThrownBy(() -> orders.backUp(order))
                .hasMessageContaining("/usr/bin/nowhere/pg_dump cannot be run")
                .hasMessageContaining("Correct \"bin\"");
    }
}

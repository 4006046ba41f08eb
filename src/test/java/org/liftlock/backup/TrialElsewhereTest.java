package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.LocalPostgres;
import org.liftlock.channel.TestSshd;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.SshTarget;

/** The copy of a server is carried to another machine, restored and compared there, and thrown away. */
class TrialElsewhereTest {

    @TempDir
    private static Path home;

    private static LocalPostgres server;
    private static OrdersDatabase orders;
    private static Path there;
    private static BackupOrder order;
    private static BackupReceipt receipt;

    @BeforeAll
    static void aBackupOfAServer() throws Exception {
        server = LocalPostgres.started();
        Launcher here = new LocalTarget(Map.of("orders-db", LocalPostgres.PASSWORD));
        Launcher elsewhere = SshTarget.over(TestSshd.shared(), home, Map.of());
        orders = OrdersDatabase.over(here, target -> target.host().equals(TestSshd.HOST) ? elsewhere : here, server)
                .made();
        there = LocalPostgres.folder();
        order = at(TestSshd.HOST + ":" + there, Map.of());
        receipt = orders.backUp(order);
    }

    @AfterAll
    static void noServer() throws Exception {
        if (server != null) {
            server.close();
            LocalPostgres.delete(orders.folder);
            LocalPostgres.delete(there);
        }
    }

    private static BackupOrder at(String scratch, Map<String, Object> more) {
        Map<String, Object> settings =
                new HashMap<>(Map.of("data", server.data().toString(), "scratch", scratch));
        settings.putAll(more);
        return orders.order(orders.store("pg_basebackup", settings), 1);
    }

    @Test
    void aCopyIsVerifiedByAServerStartedThere() throws Exception {
        assertThat(orders.providers.of("pg_basebackup").objections(order, orders.launchers))
                .isEmpty();

        assertThat(orders.verify(order, receipt))
                .isInstanceOfSatisfying(
                        BackupVerdict.Verified.class,
                        verified -> assertThat(verified.backup().compared())
                                .contains("its files are those that pg_verifybackup expects")
                                .anyMatch(line -> line.startsWith("orders/public.orders: 200"))
                                .anyMatch(line -> line.startsWith("(roles): 3"))
                                .contains("tried on " + TestSshd.HOST)
                                .contains("the source still has the same content, row for row"));
        assertThat(left()).isEmpty();
        assertThat(orders.folder.resolve("scratch")).doesNotExist();
    }

    @Test
    void whatIsDamagedOrCutIsRejectedThere() throws Exception {
        Path archive = Path.of(receipt.location()).resolve(Archive.FILE);
        byte[] whole = Files.readAllBytes(archive);
        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;

        Files.write(archive, damaged);
        assertRejected("is damaged");
        Files.write(archive, java.util.Arrays.copyOf(whole, whole.length - 1));
        assertRejected("is truncated");
        Files.write(archive, whole);
        assertThat(left()).isEmpty();
    }

    @Test
    void aWriteAfterTheBackupIsFoundWhereTheSourceIs() throws Exception {
        orders.sql("insert into customer values (99, 'late')");
        try {
            assertRejected("is stale: the source was changed after it: orders/public.customer");
        } finally {
            orders.sql("delete from customer where id = 99");
        }
    }

    @Test
    void aManifestThatTheReceiptDoesNotVouchForIsRejected() throws Exception {
        Path manifest = Path.of(receipt.location()).resolve(Manifest.FILE);
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replace("\"15", "\"16"));
        try {
            assertRejected("is damaged or was edited");
        } finally {
            Files.writeString(manifest, text);
        }
    }

    @Test
    void aMachineWithoutTheProgramsIsNamedBeforeAnythingIsStopped() {
        BackupOrder without = at(TestSshd.HOST + ":" + there, Map.of("bin", "/usr/lib/nowhere"));

        Launcher.Reading reading = orders.launchers
                .of(TrialPlace.of(without).machine().orElseThrow())
                .read(StoreProgram.command(
                        List.of("room", "--major", "15", "--bytes", "1"),
                        StoreRequest.of(TrialPlace.of(without).there(without))));

        assertThat(reading.exitCode()).isOne();
        assertThat(reading.errors()).contains("/usr/lib/nowhere/postgres cannot be run");
        assertThatThrownBy(() -> TrialPlace.of(at("no such:place", Map.of())))
                .hasMessageContaining("HOST or HOST:/FOLDER");
    }

    @Test
    void inTwoStepsACopyStaysOnItsOwnMachine() {
        assertThat(StoreProviders.objection(
                        at(TestSshd.HOST, Map.of("base_within", "24h")).store()))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("whose repository that machine reads"));
        assertThat(StoreProviders.objection(at(TestSshd.HOST, Map.of()).store()))
                .isEmpty();
    }

    private static void assertRejected(String reason) {
        assertThat(orders.verify(order, receipt)).isInstanceOfSatisfying(BackupVerdict.Rejected.class, rejected -> {
            assertThat(rejected.reason()).contains(reason);
            assertThat(rejected.whatToDo()).isNotBlank();
        });
    }

    private static List<Path> left() throws Exception {
        try (Stream<Path> left = Files.list(there)) {
            return left.toList();
        }
    }
}

package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.LocalPostgres;
import org.liftlock.channel.TestSshd;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.SshTarget;

/** A base in the repository, and the log that the server archives behind it up to the moment it stands still. */
class PgBackRestInTwoStepsTest {

    private static final String SECOND_STEP = "on the base that was restored and compared before";

    @TempDir
    private static Path home;

    private static LocalPostgres server;
    private static OrdersRepository repository;
    private static OrdersDatabase orders;
    private static int attempts;

    @BeforeAll
    static void aServerWithARepository() throws Exception {
        OrdersRepository.assumeInstalled();
        server = LocalPostgres.started();
        repository = OrdersRepository.of(server);
        Launcher here = new LocalTarget(Map.of("orders-db", LocalPostgres.PASSWORD));
        Launcher elsewhere = SshTarget.over(TestSshd.shared(), home, Map.of());
        orders = OrdersDatabase.over(here, target -> target.host().equals(TestSshd.HOST) ? elsewhere : here, server)
                .made();
        server.sql("template1", "drop database " + OrdersDatabase.PATTERN);
    }

    @AfterAll
    static void noServer() throws Exception {
        if (server != null) {
            server.close();
            repository.close();
            LocalPostgres.delete(orders.folder);
        }
    }

    @Test
    void whatWasWrittenAfterTheBaseIsProvenAndRestoredOutOfTheRepository() throws Exception {
        int attempt = ++attempts;
        Base base = base(attempt, here());
        assertThat(scratch()).singleElement().asString().contains("/base-");
        write();

        BackupOrder order = increment(base, attempt, here());
        BackupReceipt receipt = orders.backUp(order);

        assertThat(compared(order, receipt))
                .contains(SECOND_STEP)
                .anyMatch(line -> line.contains("of the log replayed up to \"liftlock UPG-2026"))
                .anyMatch(line -> line.startsWith("orders/public.late: 5"))
                .anyMatch(line -> line.startsWith("(sequences) of orders: 2"))
                .contains("the source still has the same content, row for row");
        assertThat(scratch()).isEmpty();
        assertThat(receipt.size())
                .as("the log lies in the repository alone")
                .isLessThan(Files.size(Path.of("/bin/sh")));

        // when the source was written to, or what was restored before is lost
        orders.sql("insert into customer values (99, 'late')");
        assertRejected(order, receipt, "is stale: the source was changed after it: orders/public.customer");
        orders.sql("delete from customer where id = 99");
        assertThat(compared(order, receipt)).contains("on the base, which was restored again");

        // when it is restored
        orders.sql("delete from orders", "create role intruder");
        server.stop();
        assertThat(orders.restore(receipt, order.store())).contains("restored; what was there is kept as");
        assertThat(orders.restore(receipt, order.store())).contains("is as it was backed up");
        server.start();
        assertThat(orders.providers.of("pgbackrest").contentDigest(order, orders.target))
                .contains(receipt.facts().content());
        orders.sql(
                "insert into customer values (77, 'after')", "delete from customer where id = 77", "drop table late");
        assertThatThrownBy(() -> orders.backUp(increment(base, ++attempts, here())))
                .hasMessageContaining("is of timeline");
    }

    @Test
    void aLogThatTheRepositoryDoesNotHoldIsRefusedAndRejected() throws Exception {
        int attempt = ++attempts;
        Base base = base(attempt, here());
        write();
        BackupOrder order = increment(base, attempt, here());
        BackupReceipt receipt = orders.backUp(order);
        String first = BackupFolder.manifest(Path.of(receipt.location()), receipt.digest())
                .log()
                .orElseThrow()
                .files()
                .get(1);

        Files.delete(repository.log(first));

        assertRejected(order, receipt, "the log cannot be replayed on its base");
        assertThatThrownBy(() -> orders.backUp(increment(base, ++attempts, here())))
                .hasMessageContaining("the repository does not hold " + first)
                .hasMessageContaining("pgbackrest check");
        orders.sql("drop table late");
    }

    @Test
    void bothStepsAreTriedOnAnotherMachineThatReadsTheRepository() throws Exception {
        int attempt = ++attempts;
        Path there = LocalPostgres.folder();
        try {
            Map<String, Object> elsewhere = Map.of("scratch", TestSshd.HOST + ":" + there);
            Base base = base(attempt, elsewhere);
            assertThat(in(there)).singleElement().asString().contains("/base-");
            write();

            BackupOrder order = increment(base, attempt, elsewhere);
            assertThat(orders.providers.of("pgbackrest").objections(order, orders.launchers))
                    .isEmpty();
            BackupReceipt receipt = orders.backUp(order);

            assertThat(compared(order, receipt))
                    .contains(SECOND_STEP, "tried on " + TestSshd.HOST)
                    .anyMatch(line -> line.startsWith("orders/public.late: 5"))
                    .contains("the source still has the same content, row for row");
            assertThat(in(there)).isEmpty();
            orders.sql("drop table late");
            assertRejected(order, receipt, "is stale: the source was changed after it");
        } finally {
            LocalPostgres.delete(there);
        }
    }

    private static Map<String, Object> here() {
        return Map.of();
    }

    private static void write() throws Exception {
        orders.sql(
                "create table late as select * from generate_series(1, 5) x",
                "select nextval('ticket')",
                "select pg_switch_wal()",
                "update customer set name = 'renamed ' || now() where id = 3");
    }

    private static Base base(int attempt, Map<String, Object> more) {
        BackupOrder order = orders.order(
                        order(Optional.empty(), attempt, more).store(), attempt, orders.folder.resolve("bases"))
                .at(OrderService.STOPPED_AT.minus(Duration.ofHours(1)));
        var result = orders.target.read(StoreProgram.command("base", StoreRequest.of(order)));
        if (result.exitCode() != 0) {
            throw new StoreException(result.errors());
        }
        BackupReceipt receipt = orders.providers.of("pgbackrest").receipt(order, orders.target);
        if (!TrialPlace.of(order).isHere()) {
            TrialReport report = new TrialElsewhere(order, orders.launchers).base(receipt);
            assertThat(report.passed()).as(report.reason()).isTrue();
        }
        return new Base(receipt.location(), receipt.digest());
    }

    private static BackupOrder increment(Base base, int attempt, Map<String, Object> more) {
        return order(Optional.of(base), attempt, more);
    }

    private static BackupOrder order(Optional<Base> base, int attempt, Map<String, Object> more) {
        Map<String, Object> settings = repository.settings("full");
        settings.put("base_within", "24h");
        settings.putAll(more);
        return orders.order(Base.given(orders.store("pgbackrest", settings), base), attempt);
    }

    private static List<String> compared(BackupOrder order, BackupReceipt receipt) {
        BackupVerdict verdict = orders.verify(order, receipt);
        assertThat(verdict).isInstanceOf(BackupVerdict.Verified.class);
        return ((BackupVerdict.Verified) verdict).backup().compared();
    }

    private static void assertRejected(BackupOrder order, BackupReceipt receipt, String reason) {
        assertThat(orders.verify(order, receipt)).isInstanceOfSatisfying(BackupVerdict.Rejected.class, rejected -> {
            assertThat(rejected.reason()).contains(reason);
            assertThat(rejected.whatToDo()).isNotBlank();
        });
    }

    private static List<Path> scratch() throws Exception {
        return in(orders.folder.resolve("scratch"));
    }

    private static List<Path> in(Path folder) throws Exception {
        try (Stream<Path> left = Files.list(folder)) {
            return left.toList();
        }
    }
}

package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.LocalPostgres;
import org.liftlock.naming.Digest;
import org.liftlock.naming.SystemId;

/** A base is restored and compared while users write; what they wrote since is proven once they have been stopped. */
class TwoStepBackupTest {

    private LocalPostgres server;
    private OrdersDatabase orders;

    @BeforeEach
    void aServerThatIsWrittenTo() throws Exception {
        server = LocalPostgres.started();
        configure("wal_keep_size = 256MB");
        orders = OrdersDatabase.on(server).made();
        server.sql("template1", "drop database " + OrdersDatabase.PATTERN);
    }

    @AfterEach
    void noServer() throws Exception {
        if (server != null) {
            server.close();
            LocalPostgres.delete(orders.folder);
        }
    }

    @Test
    void whatWasWrittenAfterTheBaseIsProvenByTheLogAlone() throws Exception {
        Base base = base(1);
        assertThat(inScratch()).hasSize(1);
        usersWrite();

        BackupOrder order = increment(base, 1);
        BackupReceipt receipt = orders.backUp(order);
        BackupVerdict verdict = orders.verify(order, receipt);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        BackupVerdict.Verified.class,
                        verified -> assertThat(verified.backup().compared())
                                .contains("on the base that was restored and compared before")
                                .anyMatch(line -> line.contains("files of the log replayed up to \"liftlock UPG-2026"))
                                .anyMatch(line -> line.startsWith("orders/public.orders: 300"))
                                .anyMatch(line -> line.startsWith("orders/public.late: 5"))
                                .anyMatch(line -> line.startsWith("(sequences) of orders: 2"))
                                .contains("the source still has the same content, row for row"));
        assertThat(receipt.facts().storeVersion()).matches("PostgreSQL 15\\..*, cluster \\d+, LSN .*/.*");
        assertThat(inScratch()).isEmpty();
        // The base lost its place in the scratch folder: it is restored again from its archive.
        assertThat(orders.verify(order, receipt))
                .isInstanceOfSatisfying(
                        BackupVerdict.Verified.class,
                        verified -> assertThat(verified.backup().compared())
                                .contains("on the base, which was restored again"));
    }

    @Test
    void afterARestoreTheServerIsAsItWasAtTheRecordedPointWithItsConfiguration() throws Exception {
        Base base = base(1);
        usersWrite();
        Files.writeString(
                server.data().resolve("postgresql.conf"),
                Files.readString(server.data().resolve("postgresql.conf")) + "work_mem = 5MB\n");
        BackupOrder order = increment(base, 1);
        BackupReceipt receipt = orders.backUp(order);
        Digest proven = receipt.facts().content();
        orders.sql("delete from orders", "drop extension pgcrypto", "create role intruder");
        Files.writeString(server.data().resolve("pg_hba.conf"), "# emptied by the upgrade\n");
        server.stop();

        String done = orders.restore(receipt, order.store());
        assertThat(done).contains("restored; what was there is kept as " + aside());
        assertThat(orders.restore(receipt, order.store())).contains("is as it was backed up");

        server.start();
        assertThat(orders.providers.of("pg_basebackup").contentDigest(order, orders.target))
                .contains(proven);
        assertThat(orders.count("orders")).isEqualTo(300);
        assertThat(server.data().resolve("postgresql.conf")).content().endsWith("work_mem = 5MB\n");
        assertThat(aside().resolve("PG_VERSION")).hasContent("15");
        orders.sql("insert into customer values (77, 'written after the restore')");
    }

    @Test
    void aServerThatTheUpgradeStoppedIsStartedForTheSecondStepAlone() throws Exception {
        Base base = base(1);
        usersWrite();
        server.stop();

        BackupOrder order = increment(base, 1);
        BackupVerdict verdict = orders.verify(order, orders.backUp(order));

        assertThat(verdict).isInstanceOf(BackupVerdict.Verified.class);
        assertThat(server.data().resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void aLogWithAGapIsRefusedAndThenRejectedWhereSomebodyMadeOne() throws Exception {
        Base base = base(1);
        usersWrite();
        BackupOrder order = increment(base, 1);
        BackupReceipt receipt = orders.backUp(order);
        String first = manifest(receipt).log().orElseThrow().files().get(0);
        assertRejected(
                order, withoutAFileOfTheLog(receipt), "the log cannot be replayed on its base.*recovery ended before");

        Files.delete(server.data().resolve("pg_wal").resolve(first));
        assertThatThrownBy(() -> orders.backUp(increment(base, 2)))
                .hasMessageContaining("has a gap behind its base: " + first)
                .hasMessageContaining("wal_keep_size")
                .hasMessageContaining("\"wal\"");
    }

    @Test
    void theLogIsTakenFromItsArchiveWhereTheServerKeepsItNoMore() throws Exception {
        Path archive = Files.createDirectory(server.socket().resolve("archive"));
        Files.setOwner(archive, Files.getOwner(server.data()));
        configure("wal_keep_size = 0\narchive_mode = on\narchive_command = 'cp %p " + archive + "/%f'");
        server.stop();
        server.start();
        Base base = base(1, Map.of("wal", archive.toString()));
        usersWrite();
        orders.sql("checkpoint", "select pg_switch_wal()", "checkpoint");
        String next = manifest(base).log().orElseThrow().onTo("FF/0").files().get(0);
        server.stop(); // by when everything is archived
        server.start();
        assertThat(server.data().resolve("pg_wal").resolve(next)).doesNotExist();

        BackupOrder order = increment(base, 2, Map.of("wal", archive.toString()));

        assertThat(orders.verify(order, orders.backUp(order))).isInstanceOf(BackupVerdict.Verified.class);
    }

    @Test
    void aServerThatKeepsNothingOfItsLogIsRefusedBeforeTheWindow() throws Exception {
        configure("wal_keep_size = 0");

        assertThatThrownBy(() -> base(1)).hasMessageContaining("wal_keep_size").hasMessageContaining("archive_mode");
        assertThat(orders.folder.resolve("bases")).doesNotExist();
    }

    @Test
    void aDamagedBaseOrIncrementIsRejected() throws Exception {
        Base base = base(1);
        usersWrite();
        BackupOrder order = increment(base, 1);
        BackupReceipt receipt = orders.backUp(order);
        Path increment = Path.of(receipt.location()).resolve(Archive.FILE);
        byte[] whole = Files.readAllBytes(increment);

        Files.write(increment, new byte[0]);
        assertRejected(order, receipt, "is empty");
        Files.write(increment, Arrays.copyOf(whole, whole.length - 1));
        assertRejected(order, receipt, "is truncated");
        Files.write(increment, whole);
        flip(base.folder().resolve(Archive.FILE));
        assertRejected(order, receipt, "/bases/.* is damaged");
    }

    @Test
    void aBaseThatIsTooOldForeignOrOfAnotherUpgradeIsRejected() throws Exception {
        Base base = base(1);
        BackupOrder late = increment(base, 1, Map.of("base_within", "30m"));
        assertThatThrownBy(() -> orders.backUp(late))
                .hasMessageContaining("is too old: writes were stopped at")
                .hasMessageContaining("30 min");

        BackupOrder fits = increment(base, 2);
        BackupReceipt receipt = orders.backUp(fits);
        assertRejected(increment(base, 2, Map.of("base_within", "30m")), receipt, "The base of .* is too old");

        BackupOrder another =
                orders.order(fits.store(), 3, fits.destination(), "UPG-2026-0002", new SystemId("order-service"));
        assertThatThrownBy(() -> orders.backUp(another)).hasMessageContaining("was taken for UPG-2026-0001");

        BackupOrder invoices =
                orders.order(fits.store(), 4, fits.destination(), "UPG-2026-0001", new SystemId("invoice-service"));
        assertThatThrownBy(() -> orders.backUp(invoices)).hasMessageContaining("is of another store");
    }

    @Test
    void aBaseThatWillNotDoIsSaidBeforeAnythingIsStopped() throws Exception {
        Base base = base(1);
        StoreProvider provider = orders.providers.of("pg_basebackup");

        assertThat(provider.objections(increment(base, 1), orders.launchers)).isEmpty();
        assertThat(provider.objections(increment(base, 1, Map.of("base_within", "30m")), orders.launchers))
                .singleElement()
                .asString()
                .contains("is too old");
    }

    @Test
    void aBackupOnABaseThatWasNotProvenIsRejected() throws Exception {
        Base base = base(1);
        BackupReceipt receipt = orders.backUp(increment(base, 1));

        assertRejected(unproven(1), receipt, "was never proven");
        assertRejected(increment(base(2), 1), receipt, "stands on another base than the one that was proven");
    }

    @Test
    void aBaseOfAnotherServerOrTimelineIsRefused() throws Exception {
        Base base = base(1);
        try (LocalPostgres other = LocalPostgres.another()) {
            OrdersDatabase theirs = OrdersDatabase.on(other).made();
            BackupOrder order = theirs.order(
                    Base.given(
                            theirs.store(
                                    "pg_basebackup", Map.of("data", other.data().toString(), "base_within", "24h")),
                            Optional.of(base)),
                    1);

            assertThatThrownBy(() -> theirs.backUp(order)).hasMessageContaining("is of another server");
            LocalPostgres.delete(theirs.folder);
        }
        BackupOrder first = increment(base, 1);
        BackupReceipt receipt = orders.backUp(first);
        orders.sql("delete from orders");
        server.stop();
        orders.restore(receipt, first.store());
        server.start();

        assertThatThrownBy(() -> orders.backUp(increment(base, 2)))
                .hasMessageContaining("is of timeline 1, but the server is on 2")
                .hasMessageContaining("Take a new base");
    }

    @Test
    void aWriteAfterTheRecordedPointIsFound() throws Exception {
        Base base = base(1);
        BackupOrder order = increment(base, 1);
        BackupReceipt receipt = orders.backUp(order);
        orders.sql("insert into customer values (99, 'late')");

        assertRejected(order, receipt, "is stale: the source was changed after it: orders/public\\.customer");
    }

    @Test
    void aRestoreGoesOnWhereAKilledOneLeftItsHalfOfADirectory() throws Exception {
        Base base = base(1);
        usersWrite();
        BackupOrder order = increment(base, 1);
        BackupReceipt receipt = orders.backUp(order);
        orders.sql("delete from orders");
        server.stop();
        Path half = server.data()
                .resolveSibling(".liftlock-part-" + receipt.digest().brief() + "-data");
        Files.createDirectories(half.resolve("base"));

        assertThat(orders.restore(receipt, order.store())).contains("restored");

        server.start();
        assertThat(orders.count("orders")).isEqualTo(300);
        assertThat(half).doesNotExist();
    }

    @Test
    void aDamagedBackupChangesNothingWhenItIsRestored() throws Exception {
        Base base = base(1);
        BackupOrder order = increment(base, 1);
        BackupReceipt receipt = orders.backUp(order);
        flip(base.folder().resolve(Archive.FILE));
        server.stop();

        assertThatThrownBy(() -> orders.restore(receipt, order.store()))
                .hasMessageContaining("is damaged")
                .hasMessageContaining("Nothing was changed");
        server.start();
        assertThat(orders.count("orders")).isEqualTo(200);
    }

    private void usersWrite() throws Exception {
        orders.sql(
                "insert into orders (customer_id, amount) select 1 + x % 10, x from generate_series(1, 100) x",
                "create table late as select * from generate_series(1, 5) x",
                "select nextval('ticket')",
                "select pg_switch_wal()",
                "update customer set name = 'renamed' where id = 3");
    }

    private void configure(String setting) throws Exception {
        Files.writeString(server.data().resolve("postgresql.conf"), setting + "\n", StandardOpenOption.APPEND);
        server.sql("template1", "select pg_reload_conf()");
    }

    private Base base(int attempt) {
        return base(attempt, Map.of());
    }

    private Base base(int attempt, Map<String, Object> more) {
        BackupOrder order = increment(Optional.empty(), attempt, more);
        BackupOrder quiet = orders.order(order.store(), attempt, orders.folder.resolve("bases"));
        BackupOrder base = quiet.at(OrderService.STOPPED_AT.minus(Duration.ofHours(1)));
        var result = orders.target.read(StoreProgram.command("base", StoreRequest.of(base)));
        if (result.exitCode() != 0) {
            throw new StoreException(result.errors());
        }
        BackupReceipt receipt = orders.providers.of("pg_basebackup").receipt(base, orders.target);
        return new Base(receipt.location(), receipt.digest());
    }

    private BackupOrder unproven(int attempt) {
        return increment(Optional.empty(), attempt, Map.of());
    }

    private BackupOrder increment(Base base, int attempt) {
        return increment(base, attempt, Map.of());
    }

    private BackupOrder increment(Base base, int attempt, Map<String, Object> more) {
        return increment(Optional.of(base), attempt, more);
    }

    private BackupOrder increment(Optional<Base> base, int attempt, Map<String, Object> more) {
        Map<String, Object> settings =
                new HashMap<>(Map.of("data", server.data().toString(), "base_within", "24h"));
        settings.putAll(more);
        return orders.order(Base.given(orders.store("pg_basebackup", settings), base), attempt);
    }

    private List<Path> inScratch() throws Exception {
        try (Stream<Path> left = Files.list(orders.folder.resolve("scratch"))) {
            return left.toList();
        }
    }

    private Path aside() {
        return server.data().resolveSibling(".liftlock-aside-1-data");
    }

    private static Manifest manifest(BackupReceipt receipt) throws Exception {
        return manifest(new Base(receipt.location(), receipt.digest()));
    }

    private static Manifest manifest(Base backup) throws Exception {
        return BackupFolder.manifest(backup.folder(), backup.manifest());
    }

    private void assertRejected(BackupOrder order, BackupReceipt receipt, String reason) {
        assertThat(orders.verify(order, receipt)).isInstanceOfSatisfying(BackupVerdict.Rejected.class, rejected -> {
            assertThat(rejected.reason()).containsPattern("(?s)" + reason);
            assertThat(rejected.whatToDo()).isNotBlank();
        });
    }

    /** A backup that was made wrong rather than damaged: archive, manifest and receipt fit each other. */
    private BackupReceipt withoutAFileOfTheLog(BackupReceipt receipt) throws Exception {
        Manifest manifest = manifest(receipt);
        String middle = manifest.log().orElseThrow().files().get(1);
        List<Entry> entries = manifest.entries().stream()
                .filter(entry -> !entry.path().endsWith(middle))
                .toList();
        assertThat(entries).hasSize(manifest.entries().size() - 1);
        Path folder = Path.of(receipt.location());
        Path unpacked = orders.folder.resolve("unpacked");
        Archive.unpack(folder.resolve(Archive.FILE), entries, StoreWork.under(unpacked));
        Files.delete(folder.resolve(Archive.FILE));
        Archive.Written written = Archive.write(
                folder.resolve(Archive.FILE),
                manifest.roots().stream().map(Path::of).toList(),
                StoreWork.under(unpacked));
        Manifest again = new Manifest(
                manifest.format(),
                manifest.facts(),
                Optional.of(written.file()),
                manifest.roots(),
                written.entries(),
                manifest.log(),
                manifest.increment(),
                manifest.origin());
        String text = Json.write(again);
        Files.writeString(folder.resolve(Manifest.FILE), text);
        return new BackupReceipt(receipt.location(), Digest.of(text), again.size(), receipt.facts());
    }

    private static void flip(Path file) throws Exception {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }
}

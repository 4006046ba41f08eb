package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.descriptor.Compare;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.Digest;
import org.liftlock.process.TestJvm;

class H2BackupTest {

    private OrderService service;
    private BackupOrder order;

    @BeforeEach
    void anOrderServiceThatIsStopped(@TempDir Path folder) throws Exception {
        service = OrderService.in(folder).withOrders(1000);
        order = service.order(service.ordersStore());
    }

    @Test
    void aBackupIsVerifiedByATrialRestoreOfItsContent() {
        BackupReceipt receipt = service.backUp(order);

        BackupVerdict verdict = service.verify(order, receipt);

        assertThat(verdict).isInstanceOfSatisfying(BackupVerdict.Verified.class, verified -> {
            assertThat(verified.backup().receipt()).isEqualTo(receipt);
            assertThat(verified.backup().verifiedAt()).isEqualTo(OrderService.CLOCK.instant());
            assertThat(verified.backup().restoreTime()).isPositive();
            assertThat(verified.backup().compared())
                    .anyMatch(line -> line.startsWith("PUBLIC.ORDERS: 1000"))
                    .anyMatch(line -> line.startsWith("PUBLIC.CUSTOMER: 10"))
                    .contains("the source is still the same, byte for byte");
        });
    }

    @Test
    void theReceiptSaysWhatWasTakenAndHow() {
        BackupReceipt receipt = service.backUp(order);

        BackupFacts facts = receipt.facts();
        assertThat(facts.writesStoppedBy()).isEqualTo("service stopped");
        assertThat(facts.pointInTime()).isEqualTo(OrderService.STOPPED_AT);
        assertThat(facts.keepUntil()).isEqualTo(OrderService.STOPPED_AT.plus(Duration.ofDays(30)));
        assertThat(facts.tool()).contains("H2 2.");
        assertThat(facts.storeVersion()).contains("made by build");
        assertThat(facts.parts()).extracting(ContentPart::name).containsExactly("PUBLIC.CUSTOMER", "PUBLIC.ORDERS");
        assertThat(facts.parts()).extracting(ContentPart::count).containsExactly(10L, 1000L);
        assertThat(BackupReceipt.fromJson(receipt.toJson())).isEqualTo(receipt);
    }

    @Test
    void aBackupLeavesTheDatabaseUntouched() throws Exception {
        byte[] before = Files.readAllBytes(service.databaseFile());

        service.verify(order, service.backUp(order));

        assertThat(Files.readAllBytes(service.databaseFile())).isEqualTo(before);
        try (Stream<Path> left = Files.list(service.backups().resolve("scratch"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void onlyTheOwnerCanReadABackup() throws Exception {
        service.backUp(order);

        try (Stream<Path> all = Files.walk(service.backups())) {
            assertThat(all)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void theArchiveCanBeRestoredWithoutLiftlock(@TempDir Path elsewhere) throws Exception {
        BackupReceipt receipt = service.backUp(order);

        Path copy = elsewhere.resolve("orders.mv.db");
        try (ZipFile zip =
                new ZipFile(Path.of(receipt.location(), "archive.zip").toFile())) {
            String name = service.databaseFile().toString().substring(1);
            Files.copy(zip.getInputStream(zip.getEntry(name)), copy);
        }

        try (Connection restored = DriverManager.getConnection(
                "jdbc:h2:file:" + elsewhere.resolve("orders"), "orders", OrderService.PASSWORD)) {
            assertThat(new TableDigests(Compare.EVERYTHING).of(restored))
                    .isEqualTo(receipt.facts().parts());
        }
    }

    @Test
    void aDatabaseInUseIsRefused() throws Exception {
        try (Connection open = service.open()) {
            assertThatThrownBy(() -> service.backUp(order))
                    .hasMessageContaining("locked by a running process")
                    .hasMessageContaining("Stop the service");
        }

        assertThat(order.folder()).doesNotExist();
        assertThat(order.folder().resolveSibling(order.folder().getFileName() + ".part"))
                .doesNotExist();
    }

    @Test
    void aDatabaseInUseByAnotherProcessIsRefused() throws Exception {
        Process other = TestJvm.start(
                ChildProcess.HoldDatabase.class, service.database().toString());
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("open");

            assertThatThrownBy(() -> service.backUp(order)).hasMessageContaining("locked by a running process");
        } finally {
            other.destroyForcibly().waitFor();
        }

        assertThat(service.verify(order, service.backUp(order))).isInstanceOf(BackupVerdict.Verified.class);
    }

    @Test
    void aSharedDatabaseIsRefused() throws Exception {
        Files.writeString(service.home.resolve("orders.lock.db"), "server:192.0.2.1:9092");

        assertThatThrownBy(() -> service.backUp(order)).hasMessageContaining("is in use");
    }

    @Test
    void aMissingDatabaseIsNamed() throws Exception {
        Files.delete(service.databaseFile());

        assertThatThrownBy(() -> service.backUp(order))
                .hasMessageContaining(service.databaseFile() + " does not exist")
                .hasMessageContaining("Correct the path");
    }

    @Test
    void aWrongPasswordIsSaidWithoutShowingIt() {
        StoreSpec store = OrderService.store(
                "orders", "h2", Map.of("file", service.database().toString(), "user", "orders"));

        assertThatThrownBy(() -> service.backUp(service.order(store)))
                .hasMessageContaining("Check user and password")
                .hasMessageNotContaining(OrderService.PASSWORD);
    }

    @Test
    void thePasswordTravelsByReferenceInTheEnvironmentAlone() {
        var command = service.providers.of("h2").backup(order).get(0);

        assertThat(command.environment()).containsEntry(StoreProgram.PASSWORD, "secret:orders-db");
        assertThat(command.arguments()).noneMatch(argument -> argument.contains("secret"));
        assertThat(command.stdin().orElseThrow()).doesNotContain("secret:").contains("order-service/production/orders");
        assertThatThrownBy(() -> service.providers
                        .of("h2")
                        .backup(service.order(OrderService.store(
                                "orders", "h2", Map.of("file", "/srv/orders", "password", "tea-and-toast")))))
                .hasMessageContaining("a password never stands in a description")
                .hasMessageNotContaining("tea-and-toast");
    }

    @Test
    void afterARestoreEveryRowIsAsBefore() throws Exception {
        Digest before = digest();
        BackupReceipt receipt = service.backUp(order);
        assertThat(receipt.facts().content()).isEqualTo(before);
        service.sql("alter table orders add column currency varchar(3) default 'CHF'");
        service.sql("delete from orders where id <= 7");
        assertThat(digest()).isNotEqualTo(before);

        service.restore(receipt, service.ordersStore());

        assertThat(digest()).isEqualTo(before);
        assertThat(service.count("orders")).isEqualTo(1000);
    }

    @Test
    void whatARestoreReplacesIsKeptAside() throws Exception {
        BackupReceipt receipt = service.backUp(order);
        service.sql("delete from orders");
        byte[] replaced = Files.readAllBytes(service.databaseFile());

        service.restore(receipt, service.ordersStore());

        assertThat(service.home.resolve(".liftlock-aside-1-orders.mv.db")).hasBinaryContent(replaced);
    }

    @Test
    void aRestoreOverADatabaseInUseIsRefused() throws Exception {
        BackupReceipt receipt = service.backUp(order);
        service.sql("delete from orders");

        try (Connection open = service.open()) {
            assertThatThrownBy(() -> service.restore(receipt, service.ordersStore()))
                    .hasMessageContaining("locked by a running process");
        }

        assertThat(service.count("orders")).isZero();
    }

    @Test
    void onlyTheNamedTablesAreComparedByContentWhenTheDescriptionSaysSo() {
        StoreSpec everything = service.ordersStore();
        StoreSpec named = new StoreSpec(
                everything.name(),
                everything.provider(),
                everything.settings(),
                new Compare(true, false, List.of("orders")),
                everything.keep(),
                everything.where());

        BackupReceipt receipt = service.backUp(service.order(named));

        assertThat(receipt.facts().parts())
                .extracting(part ->
                        part.name() + " " + part.count() + " " + part.digest().isPresent())
                .containsExactly("PUBLIC.CUSTOMER 10 false", "PUBLIC.ORDERS 1000 true");
    }

    @Test
    void aTableToCompareThatDoesNotExistIsNamed() {
        StoreSpec store = service.ordersStore();
        StoreSpec misspelt = new StoreSpec(
                store.name(),
                store.provider(),
                store.settings(),
                new Compare(true, false, List.of("oders")),
                store.keep(),
                store.where());

        assertThatThrownBy(() -> service.backUp(service.order(misspelt)))
                .hasMessageContaining("no table \"oders\"")
                .hasMessageContaining("PUBLIC.ORDERS");
    }

    private Digest digest() {
        return service.providers.of("h2").contentDigest(order, service.target).orElseThrow();
    }
}

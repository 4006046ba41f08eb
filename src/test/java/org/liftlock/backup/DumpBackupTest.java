package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.LocalPostgres;
import org.liftlock.descriptor.Compare;
import org.liftlock.descriptor.StoreSpec;

class DumpBackupTest {

    private static LocalPostgres server;

    private OrdersDatabase orders;
    private BackupOrder order;

    @BeforeAll
    static void aServer() {
        server = LocalPostgres.started();
    }

    @AfterAll
    static void noServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void aDatabaseWhoseWritersAreStopped() throws Exception {
        orders = OrdersDatabase.on(server).made();
        order = with(Map.of());
    }

    @AfterEach
    void dropIt() throws Exception {
        for (String name : databases()) {
            server.sql("template1", "drop database if exists " + name + " with (force)");
        }
        LocalPostgres.delete(orders.folder);
    }

    @Test
    void aBackupIsVerifiedByATrialRestoreIntoAServerOfItsOwn() throws Exception {
        BackupReceipt receipt = orders.backUp(order);

        BackupVerdict verdict = orders.verify(order, receipt);

        assertThat(verdict).isInstanceOfSatisfying(BackupVerdict.Verified.class, verified -> {
            assertThat(verified.backup().restoreTime()).isPositive();
            assertThat(verified.backup().says()).contains("orders 200 rows", "customer 10 rows");
            assertThat(verified.backup().compared())
                    .anyMatch(line -> line.startsWith("public.orders: 200"))
                    .anyMatch(line -> line.startsWith("(sequences): 2"))
                    .anyMatch(line -> line.startsWith("(extensions): 2"))
                    .anyMatch(line -> line.startsWith("(large objects): 1"))
                    .anyMatch(line -> line.startsWith("(roles): 3"))
                    .contains("the source still has the same content, row for row");
        });
        try (Stream<Path> left = Files.list(orders.folder.resolve("scratch"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theReceiptNamesToolServerSnapshotAndPlaceInTheLog() {
        BackupFacts facts = orders.backUp(order).facts();

        assertThat(facts.tool()).startsWith("pg_dump (PostgreSQL) 15.");
        assertThat(facts.storeVersion()).matches("PostgreSQL 15\\..*, snapshot [0-9A-F-]+, LSN [0-9A-F]+/[0-9A-F]+");
        assertThat(facts.pointInTime()).isEqualTo(OrderService.STOPPED_AT);
        assertThat(facts.keepUntil()).isEqualTo(OrderService.STOPPED_AT.plus(Duration.ofDays(30)));
    }

    @Test
    void onlyTheOwnerCanReadABackup() throws Exception {
        orders.backUp(order);

        try (Stream<Path> all = Files.walk(orders.folder.resolve("backups"))) {
            assertThat(all)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutShowingIt() throws Exception {
        server.sql("template1", "alter role order_desk password 'another'");
        order = with(Map.of(
                "login", Map.of("url", server.url("orders"), "user", "order_desk", "password", "secret:orders-db")));

        assertThatThrownBy(() -> orders.backUp(order))
                .hasMessageContaining("password authentication failed")
                .hasMessageContaining("Check \"login\" of store \"orders\"")
                .hasMessageNotContaining(LocalPostgres.PASSWORD);
    }

    @Test
    void aTableThatTheLoginMayNotReadIsNamedAndLeavesNoHalfBackup() throws Exception {
        server.sql("template1", "alter role order_desk password '" + LocalPostgres.PASSWORD + "'");
        order = with(Map.of(
                "login", Map.of("url", server.url("orders"), "user", "order_desk", "password", "secret:orders-db")));

        assertThatThrownBy(() -> orders.backUp(order)).hasMessageContaining("permission denied for table");
        assertThat(order.folder()).doesNotExist();
        assertThat(order.folder().getParent()).isEmptyDirectory();
    }

    @Test
    void aScratchDatabaseOnANamedServerServesAsWell() throws Exception {
        order = with(Map.of("scratch", "127.0.0.1:" + server.port()));
        BackupReceipt receipt = orders.backUp(order);

        assertThat(orders.verify(order, receipt))
                .isInstanceOfSatisfying(
                        BackupVerdict.Verified.class,
                        verified -> assertThat(verified.backup().compared())
                                .anyMatch(line -> line.startsWith("public.orders: 200"))
                                .anyMatch(line -> line.contains("roles, owners and rights were not tried")));
        assertThat(databases()).containsExactly("orders");
    }

    @ParameterizedTest
    @CsvSource({"13.9, is older than the server", "17.2, is newer than the server"})
    void aToolOfAnotherMajorVersionIsRefused(String version, String why) throws Exception {
        Path tools = Files.createDirectory(orders.folder.resolve("bin"));
        Path tool =
                Files.writeString(tools.resolve("pg_dump"), "#!/bin/sh\necho 'pg_dump (PostgreSQL) " + version + "'\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        order = with(Map.of("bin", tools.toString()));

        assertThatThrownBy(() -> orders.backUp(order))
                .hasMessageContaining(why)
                .hasMessageContaining("Install postgresql-client-15")
                .hasMessageContaining("\"bin\"");
        assertThat(order.folder()).doesNotExist();
    }

    @Test
    void tooLittleScratchSpaceIsRefusedBeforeTheBackupWithItsSizes() throws Exception {
        Path small = Files.createDirectory(orders.folder.resolve("small"));
        Assumptions.assumeTrue(
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString())
                                .start()
                                .waitFor()
                        == 0,
                "may not mount a disk");
        try {
            order = with(Map.of("scratch", small.toString()));

            assertThatThrownBy(() -> orders.backUp(order))
                    .hasMessageMatching("(?s).*needs \\d+ MB at " + small + ", which has 1 MB free.*");
            assertThat(order.folder()).doesNotExist();
        } finally {
            new ProcessBuilder("umount", small.toString()).start().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", "pg_basebackup"})
    void whatIsMissingForABackupIsSaidBeforeAnythingIsStopped(String provider) throws Exception {
        String data = server.data().toString();
        assertThat(objections(provider, Map.of("data", data))).isEmpty();

        Path tools = Files.createDirectory(orders.folder.resolve("bin"));
        for (String name : List.of("pg_dump", "pg_dumpall", "psql", "pg_basebackup", "postgres")) {
            Files.createSymbolicLink(tools.resolve(name), LocalPostgres.BIN.resolve(name));
        }
        assertThat(objections(provider, Map.of("data", data, "bin", tools.toString())))
                .singleElement()
                .asString()
                .contains(provider.equals("pg_dump") ? "pg_restore cannot be run" : "pg_verifybackup cannot be run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", "pg_basebackup"})
    void tooLittleScratchSpaceIsSaidBeforeAnythingIsStopped(String provider) throws Exception {
        Path small = Files.createDirectory(orders.folder.resolve("small"));
        Assumptions.assumeTrue(
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString())
                                .start()
                                .waitFor()
                        == 0,
                "may not mount a disk");
        try {
            assertThat(objections(provider, Map.of("data", server.data().toString(), "scratch", small.toString())))
                    .singleElement()
                    .asString()
                    .containsPattern("needs \\d+ MB at " + small + ", which has 1 MB free");
        } finally {
            new ProcessBuilder("umount", small.toString()).start().waitFor();
        }
    }

    private List<String> objections(String provider, Map<String, Object> settings) {
        BackupOrder asked = orders.order(orders.store(provider, settings), 1);
        return orders.providers.of(provider).objections(asked, orders.launchers);
    }

    @Test
    void onlyTheNamedTablesAreComparedByContentWhenTheDescriptionSaysSo() {
        StoreSpec all = order.store();
        order = orders.order(
                new StoreSpec(
                        all.name(),
                        all.provider(),
                        all.settings(),
                        new Compare(true, false, List.of("orders")),
                        all.keep(),
                        all.where()),
                1);

        assertThat(orders.backUp(order).facts().parts())
                .filteredOn(ContentPart::holdsData)
                .extracting(part ->
                        part.name() + " " + part.count() + " " + part.digest().isPresent())
                .containsExactly(
                        "public.customer 10 false",
                        "public.measure 50 false",
                        "public.measure_2026 50 false",
                        "public.orders 200 true");
    }

    @Test
    void afterARestoreEverythingIsAsBeforeAndWhatWasThereIsKeptAside() throws Exception {
        BackupReceipt receipt = orders.backUp(order);
        orders.sql(
                "alter table customer add column greeting text",
                "delete from orders where id <= 150",
                "drop sequence ticket",
                "drop extension pgcrypto",
                "alter table orders owner to postgres",
                "revoke connect on database orders from reporting",
                "alter database orders reset all");

        String done = orders.restore(receipt, order.store());

        assertThat(done).contains("kept as \"orders_liftlock_aside_1\"");
        assertThat(orders.providers.of("pg_dump").contentDigest(order, orders.target))
                .contains(receipt.facts().content());
        try (Connection aside = server.open("orders_liftlock_aside_1")) {
            assertThat(PostgresContents.text(aside, "select count(*) from orders"))
                    .isEqualTo("50");
        }
    }

    @Test
    void aDumpInTheDirectoryFormatIsWrittenTriedAndRestoredBySeveralConnections() throws Exception {
        order = with(Map.of("format", "directory", "jobs", 3));

        BackupReceipt receipt = orders.backUp(order);

        Path dump = order.folder().resolve(DumpKeeper.DIRECTORY);
        assertThat(dump.resolve("toc.dat")).exists();
        try (Stream<Path> all = Files.walk(order.folder())) {
            assertThat(all)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
        assertThat(orders.verify(order, receipt))
                .isInstanceOfSatisfying(
                        BackupVerdict.Verified.class,
                        verified -> assertThat(verified.backup().compared())
                                .anyMatch(line -> line.startsWith("public.orders: 200"))
                                .anyMatch(line -> line.startsWith("(large objects): 1"))
                                .contains("the source still has the same content, row for row"));
        orders.sql("delete from orders", "alter database orders reset all");
        assertThat(orders.restore(receipt, order.store())).contains("kept as \"orders_liftlock_aside_1\"");
        assertThat(orders.providers.of("pg_dump").contentDigest(order, orders.target))
                .contains(receipt.facts().content());
    }

    @Test
    void aServerThatTheUpgradeStoppedIsStartedForEachStepAlone() throws Exception {
        order = with(Map.of("data", server.data().toString()));
        Path lock = server.data().resolve("postmaster.pid");
        server.stop();
        try {
            BackupReceipt receipt = orders.backUp(order);
            assertThat(lock).doesNotExist();
            assertThat(orders.verify(order, receipt)).isInstanceOf(BackupVerdict.Verified.class);
            assertThat(lock).doesNotExist();
            server.start();
            orders.sql("delete from orders");
            server.stop();

            orders.restore(receipt, order.store());

            assertThat(lock).doesNotExist();
        } finally {
            server.start();
        }
        assertThat(orders.count("orders")).isEqualTo(200);
    }

    @Test
    void aRestoreThatIsRunAgainChangesNothing() throws Exception {
        BackupReceipt receipt = orders.backUp(order);
        orders.sql("delete from orders");
        orders.restore(receipt, order.store());

        assertThat(orders.restore(receipt, order.store())).contains("is as it was backed up");
        assertThat(databases()).containsExactlyInAnyOrder("orders", "orders_liftlock_aside_1");
    }

    @Test
    void aRestoreGoesOnWhereAKilledOneLeftItsHalfOfADatabase() throws Exception {
        BackupReceipt receipt = orders.backUp(order);
        orders.sql("delete from orders");
        server.sql("template1", "create database orders_liftlock_new");
        server.sql("orders_liftlock_new", "create table orders (half int)");

        orders.restore(receipt, order.store());

        assertThat(orders.count("orders")).isEqualTo(200);
        assertThat(databases()).containsExactlyInAnyOrder("orders", "orders_liftlock_aside_1");
    }

    @Test
    void aDatabaseThatWasDroppedIsMadeAgainWithItsRoles() throws Exception {
        orders.sql("create role night_shift", "alter table measure owner to night_shift");
        BackupReceipt receipt = orders.backUp(order);
        server.sql("template1", "drop database orders", "drop role night_shift");

        assertThat(orders.restore(receipt, order.store())).contains("was not there, and is restored");
        assertThat(orders.providers.of("pg_dump").contentDigest(order, orders.target))
                .contains(receipt.facts().content());
    }

    @Test
    void aRestoreOverADatabaseInUseIsRefused() throws Exception {
        BackupReceipt receipt = orders.backUp(order);
        orders.sql("delete from orders");

        try (Connection open = orders.open()) {
            assertThatThrownBy(() -> orders.restore(receipt, order.store()))
                    .hasMessageContaining("is in use by 1: postgres")
                    .hasMessageContaining("Nothing was changed");
        }
        assertThat(orders.count("orders")).isZero();
        assertThat(databases()).containsExactly("orders");
    }

    private BackupOrder with(Map<String, Object> settings) {
        return orders.order(orders.store("pg_dump", settings), 1);
    }

    private static List<String> databases() throws SQLException {
        try (Connection connection = server.open("template1")) {
            return PostgresContents.texts(
                    connection,
                    "select datname from pg_database where datname not in ('postgres', 'template0', 'template1',"
                            + " 'orders_pattern')");
        }
    }
}

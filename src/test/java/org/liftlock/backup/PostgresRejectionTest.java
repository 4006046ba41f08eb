package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.LocalPostgres;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.Digest;
import org.liftlock.naming.SystemId;

/** PostgreSQL's own tools ended with exit code 0 every time, and every time the backup is worth nothing (R16). */
class PostgresRejectionTest {

    private static final String DIRECTORY = "pg_dump, directory";

    private static LocalPostgres server;
    private static OrdersDatabase orders;
    private static final Map<String, Taken> TAKEN = new HashMap<>();

    private record Taken(BackupOrder order, BackupReceipt receipt, Path copy) {

        /** What holds the data; of a folder its largest file. */
        Path archive() {
            return manifest()
                    .archive()
                    .map(archive -> file(archive.name()))
                    .orElseGet(() -> Path.of(manifest().entries().stream()
                            .max(Comparator.comparing(Entry::size))
                            .orElseThrow()
                            .path()));
        }

        Path file(String name) {
            return Path.of(receipt.location(), name);
        }

        Manifest manifest() {
            try {
                return Json.read(Files.readString(copy.resolve(Manifest.FILE)), Manifest.class);
            } catch (IOException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }
    }

    @BeforeAll
    static void aBackupByEachTool() throws Exception {
        server = LocalPostgres.started();
        orders = OrdersDatabase.on(server).made();
        server.sql("template1", "drop database " + OrdersDatabase.PATTERN);
        take("pg_dump", "pg_dump", Map.of());
        take(DIRECTORY, "pg_dump", Map.of("format", "directory", "jobs", 2));
        take("pg_basebackup", "pg_basebackup", Map.of());
    }

    private static void take(String name, String provider, Map<String, Object> more) throws IOException {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("data", server.data().toString());
        BackupOrder order = orders.order(orders.store(provider, settings), name.length());
        BackupReceipt receipt = orders.backUp(order);
        Path copy = orders.folder.resolve(name);
        copy(Path.of(receipt.location()), copy);
        TAKEN.put(name, new Taken(order, receipt, copy));
    }

    @AfterAll
    static void noServer() throws Exception {
        if (server != null) {
            server.close();
            LocalPostgres.delete(orders.folder);
        }
    }

    // Damaged

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", DIRECTORY, "pg_basebackup"})
    void anEmptyArchiveIsRejected(String provider) throws IOException {
        Taken backup = asTaken(provider);
        cut(backup.archive(), 0);

        assertRejected(backup, "is empty|is truncated: database/\\S+ has 0 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", DIRECTORY, "pg_basebackup"})
    void aTruncatedArchiveIsRejected(String provider) throws IOException {
        Taken backup = asTaken(provider);
        cut(backup.archive(), Files.size(backup.archive()) - 1);

        assertRejected(backup, "is truncated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", DIRECTORY, "pg_basebackup"})
    void aFlippedBitIsRejected(String provider) throws IOException {
        Taken backup = asTaken(provider);
        flip(backup.archive());

        assertRejected(backup, "is damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", DIRECTORY, "pg_basebackup"})
    void aMissingArchiveIsRejected(String provider) throws IOException {
        Taken backup = asTaken(provider);
        Files.delete(backup.archive());

        assertRejected(backup, "is partial");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", DIRECTORY, "pg_basebackup"})
    void anEditedManifestIsRejected(String provider) throws IOException {
        Taken backup = asTaken(provider);
        Path manifest = backup.file(Manifest.FILE);
        Files.writeString(manifest, Files.readString(manifest).replace("\"count\" : 200", "\"count\" : 201"));

        assertRejected(backup, "is damaged or was edited");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", DIRECTORY})
    void aDumpWithoutItsRolesIsRejected(String provider) throws IOException {
        Taken backup = asTaken(provider);
        Files.delete(backup.file(DumpKeeper.ROLES));

        assertRejected(backup, "is partial: roles.sql is missing");
    }

    @Test
    void aDumpInAFolderToWhichAFileWasAddedIsRejected() throws IOException {
        Taken backup = asTaken(DIRECTORY);
        Path added = Files.writeString(backup.archive().resolveSibling("9999.dat"), "1\ttea\n");

        assertRejected(backup, "is damaged: .*9999\\.dat was added");
        Files.delete(added);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", DIRECTORY})
    void aDumpWhoseRolesWereEditedIsRejected(String provider) throws IOException {
        Taken backup = asTaken(provider);
        Files.writeString(backup.file(DumpKeeper.ROLES), "ALTER ROLE reporting SUPERUSER;", StandardOpenOption.APPEND);

        assertRejected(backup, "is damaged: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", DIRECTORY})
    void aDumpThatWasCutWhileItWasWrittenDoesNotRestore(String provider) throws IOException {
        Taken backup = asTaken(provider);
        cut(backup.archive(), Files.size(backup.archive()) / 2);

        assertRejected(sealedAgain(backup), "does not restore: pg_restore ended with exit code 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", DIRECTORY, "pg_basebackup"})
    void aRestoreFromADamagedBackupChangesNothing(String provider) throws Exception {
        Taken backup = asTaken(provider);
        flip(backup.archive());
        boolean physical = provider.equals("pg_basebackup");
        if (physical) {
            server.stop();
        }

        assertThatThrownBy(() -> orders.restore(backup.receipt(), backup.order().store()))
                .hasMessageContaining("is damaged")
                .hasMessageContaining("Nothing was changed");
        server.start();
        assertThat(orders.count("orders")).isEqualTo(200);
        assertThat(server.has("orders_liftlock_new")).isFalse();
    }

    // Empty

    @Test
    void aBackupOfADatabaseWithoutTablesIsRejected() throws Exception {
        server.sql("template1", "create database void");
        Taken empty = ofDatabase("void", 21);

        assertRejected(empty, "is empty: the store it was taken of holds nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", DIRECTORY})
    void aDumpThatHoldsNoneOfTheRowsItClaimsIsRejected(String provider) throws Exception {
        Taken backup = asTaken(provider);
        Path dump = provider.equals(DIRECTORY) ? backup.file(DumpKeeper.DIRECTORY) : backup.archive();
        Tree.delete(dump);
        ProcessBuilder schemaOnly = new ProcessBuilder(
                LocalPostgres.BIN.resolve("pg_dump").toString(),
                provider.equals(DIRECTORY) ? "--format=directory" : "--format=custom",
                "--schema-only",
                "--file=" + dump,
                "--dbname=postgresql://postgres@127.0.0.1:" + server.port() + "/orders");
        schemaOnly.environment().put("PGPASSWORD", LocalPostgres.PASSWORD);
        assertThat(schemaOnly.start().waitFor()).isZero();

        assertRejected(sealedAgain(backup), "restores \\(sequences\\)|restores public\\.\\w+ with 0 rows");
    }

    // Old

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", DIRECTORY, "pg_basebackup"})
    void aBackupOfAnEarlierUpgradeIsRejected(String provider) throws IOException {
        Taken backup = asTaken(provider);

        assertRejected(
                ordered(backup, "UPG-2026-0002", backup.order().item(), OrderService.STOPPED_AT),
                "is stale: it was taken for UPG-2026-0001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", DIRECTORY, "pg_basebackup"})
    void aBackupOlderThanTheStopOfWritesIsRejected(String provider) throws IOException {
        Taken backup = asTaken(provider);

        assertRejected(
                ordered(
                        backup,
                        backup.order().upgrade(),
                        backup.order().item(),
                        OrderService.STOPPED_AT.plusSeconds(1)),
                "is stale: writes were stopped at");
    }

    @Test
    void aBackupWhoseSourceWasWrittenToSinceIsRejected() throws Exception {
        Taken backup = asTaken("pg_dump");
        orders.sql("insert into customer values (99, 'late')");
        try {
            assertRejected(backup, "is stale: the source was changed after it: public\\.customer");
        } finally {
            orders.sql("delete from customer where id = 99");
        }
    }

    // Foreign

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", DIRECTORY, "pg_basebackup"})
    void aBackupOfAnotherSystemIsRejected(String provider) throws IOException {
        Taken backup = asTaken(provider);
        ItemName invoices = new ItemName(new SystemId("invoice-service"), "production", "orders");

        assertRejected(
                ordered(backup, backup.order().upgrade(), invoices, OrderService.STOPPED_AT), "is of another store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", DIRECTORY, "pg_basebackup"})
    void theArchiveOfAnotherSystemIsRejected(String provider) throws IOException {
        Taken backup = asTaken(provider);
        String other = provider.equals("pg_basebackup") ? "pg_dump" : "pg_basebackup";
        Files.copy(asTaken(other).archive(), backup.archive(), StandardCopyOption.REPLACE_EXISTING);

        assertRejected(backup, "is not the one that was written|is truncated|is damaged");
    }

    @Test
    void aDumpOfAnotherDatabaseIsRejectedThoughManifestAndReceiptWereMadeToFit() throws Exception {
        server.sql("template1", "create database invoices");
        Taken theirs = ofDatabase("invoices", 22);
        Taken backup = asTaken("pg_dump");
        Files.copy(theirs.archive(), backup.archive(), StandardCopyOption.REPLACE_EXISTING);

        assertRejected(sealedAgain(backup), "is of another database: it restores \\[invoices\\], not \"orders\"");
    }

    @Test
    void aBackupByAnotherVersionOfTheToolIsRejected() throws IOException {
        Taken backup = asTaken("pg_dump");
        BackupFacts facts = backup.receipt().facts();

        assertRejected(
                sealedAgain(backup, facts(facts, "pg_dump (PostgreSQL) 15.2", facts.storeVersion())),
                "was taken by \"pg_dump \\(PostgreSQL\\) 15\\.2\"");
    }

    @Test
    void aDumpOfAnotherMajorVersionIsNotLoadedInPlace() throws Exception {
        Taken backup = asTaken("pg_dump");
        Taken older = sealedAgain(
                backup, facts(backup.receipt().facts(), backup.receipt().facts().tool(), "PostgreSQL 13.9"));
        orders.sql("create table tmp (i int)");
        try {
            assertThatThrownBy(
                            () -> orders.restore(older.receipt(), older.order().store()))
                    .hasMessageContaining("is of PostgreSQL 13.9", "is PostgreSQL 15 now")
                    .hasMessageContaining("Start the old version again");
        } finally {
            orders.sql("drop table tmp");
        }
    }

    private static Taken asTaken(String provider) throws IOException {
        Taken taken = TAKEN.get(provider);
        copy(taken.copy(), Path.of(taken.receipt().location()));
        return taken;
    }

    private static Taken ofDatabase(String database, int attempt) throws IOException {
        StoreSpec store = orders.store(
                "pg_dump",
                Map.of(
                        "login",
                        Map.of(
                                "url",
                                server.url(database),
                                "user",
                                LocalPostgres.USER,
                                "password",
                                "secret:orders-db")));
        BackupOrder order = orders.order(store, attempt);
        BackupReceipt receipt = orders.backUp(order);
        return new Taken(order, receipt, Path.of(receipt.location()));
    }

    /** The same backup, asked for by another order. */
    private static Taken ordered(Taken backup, String upgrade, ItemName item, Instant pointInTime) {
        BackupOrder order = backup.order();
        return new Taken(
                new BackupOrder(
                        upgrade,
                        order.unit(),
                        order.attempt(),
                        item,
                        order.target(),
                        order.store(),
                        order.version(),
                        order.destination(),
                        order.writesStoppedBy(),
                        pointInTime),
                backup.receipt(),
                backup.copy());
    }

    /** A backup that was made wrong rather than damaged: manifest and receipt fit what lies there. */
    private static Taken sealedAgain(Taken backup) throws IOException {
        return sealedAgain(backup, backup.receipt().facts());
    }

    private static Taken sealedAgain(Taken backup, BackupFacts facts) throws IOException {
        Manifest manifest = backup.manifest();
        boolean listed = manifest.archive().isEmpty();
        Manifest again = new Manifest(
                manifest.format(),
                facts,
                listed ? Optional.empty() : Optional.of(sealed(backup.archive())),
                manifest.roots(),
                listed ? Tree.scan(manifest.roots().stream().map(Path::of).toList()) : manifest.entries());
        String text = Json.write(again);
        Files.writeString(backup.file(Manifest.FILE), text);
        return new Taken(
                backup.order(),
                new BackupReceipt(backup.receipt().location(), Digest.of(text), again.size(), facts),
                backup.copy());
    }

    private static Manifest.ArchiveFile sealed(Path archive) throws IOException {
        Entry file = Tree.scan(List.of(archive)).get(0);
        return new Manifest.ArchiveFile(
                archive.getFileName().toString(), file.size(), file.sha256().orElseThrow());
    }

    private static BackupFacts facts(BackupFacts facts, String tool, String storeVersion) {
        return new BackupFacts(
                facts.upgrade(),
                facts.unit(),
                facts.attempt(),
                facts.item(),
                facts.target(),
                facts.provider(),
                facts.version(),
                facts.writesStoppedBy(),
                facts.pointInTime(),
                facts.keepUntil(),
                facts.startedAt(),
                facts.endedAt(),
                tool,
                storeVersion,
                facts.parts(),
                facts.content());
    }

    private static void assertRejected(Taken backup, String reason) {
        assertThat(orders.verify(backup.order(), backup.receipt()))
                .isInstanceOfSatisfying(BackupVerdict.Rejected.class, rejected -> {
                    assertThat(rejected.reason()).containsPattern(reason);
                    assertThat(rejected.whatToDo()).isNotBlank();
                });
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static void flip(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }

    private static void copy(Path from, Path to) throws IOException {
        Tree.delete(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}

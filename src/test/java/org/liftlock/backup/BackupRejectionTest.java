package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.Digest;
import org.liftlock.naming.SystemId;

/** The tool ended with exit code 0 every time, and every time the backup is worth nothing (R16). */
class BackupRejectionTest {

    private OrderService service;
    private BackupOrder order;
    private BackupReceipt receipt;

    @BeforeEach
    void aBackupThatWasTaken(@TempDir Path folder) throws Exception {
        service = OrderService.in(folder).withOrders(200);
        order = service.order(service.ordersStore());
        receipt = service.backUp(order);
    }

    @Test
    void anEmptyArchiveIsRejected() throws IOException {
        cutTo(0);

        assertRejected("is empty");
    }

    @Test
    void aTruncatedArchiveIsRejected() throws IOException {
        cutTo(Files.size(archive()) - 1);

        assertRejected("is truncated");
    }

    @Test
    void anArchiveThatGrewIsRejected() throws IOException {
        Files.write(archive(), new byte[] {0}, StandardOpenOption.APPEND);

        assertRejected("is not the one that was written");
    }

    @Test
    void aFlippedBitIsRejected() throws IOException {
        byte[] content = Files.readAllBytes(archive());
        content[content.length / 2] ^= 1;
        Files.write(archive(), content);

        assertRejected("is damaged");
    }

    @Test
    void aMissingArchiveIsRejected() throws IOException {
        Files.delete(archive());

        assertRejected("is partial");
    }

    @Test
    void anEditedManifestIsRejected() throws IOException {
        Path manifest = Path.of(receipt.location(), Manifest.FILE);
        Files.writeString(manifest, Files.readString(manifest).replace("\"count\" : 200", "\"count\" : 201"));

        assertRejected("is damaged or was edited");
    }

    @Test
    void aMissingManifestIsRejected() throws IOException {
        Files.delete(Path.of(receipt.location(), Manifest.FILE));

        assertRejected("its manifest is missing");
    }

    @Test
    void aReceiptThatClaimsMoreThanItsManifestIsRejected() {
        receipt = new BackupReceipt(receipt.location(), receipt.digest(), receipt.size() + 1, receipt.facts());

        assertRejected("does not say what its manifest says");
    }

    @Test
    void aFileMissingFromTheArchiveIsRejected() throws IOException {
        Manifest manifest = manifest();
        Entry database = manifest.entries().get(0);
        Entry gone = new Entry(
                database.path() + ".gone",
                database.kind(),
                database.size(),
                database.sha256(),
                database.mode(),
                database.uid(),
                database.gid(),
                database.modified(),
                database.link());
        replaceManifest(new Manifest(
                manifest.format(), manifest.facts(), manifest.archive(), manifest.roots(), List.of(database, gone)));

        assertRejected("is partial: " + gone.path());
    }

    @Test
    void anArchiveOfOtherContentThanTheManifestSaysIsRejected() throws IOException {
        Manifest manifest = manifest();
        BackupFacts facts = manifest.facts();
        ContentPart orders = facts.parts().get(1);
        BackupFacts claimed = facts(
                facts,
                facts.version(),
                facts.tool(),
                List.of(facts.parts().get(0), new ContentPart(orders.name(), 201, orders.digest())));
        replaceManifest(
                new Manifest(manifest.format(), claimed, manifest.archive(), manifest.roots(), manifest.entries()));

        assertRejected("restores PUBLIC.ORDERS with 200 rows");
    }

    @Test
    void aBackupOfADatabaseWithoutTablesIsRejected(@TempDir Path elsewhere) throws Exception {
        service = OrderService.in(elsewhere);
        service.sql("select 1");
        order = service.order(service.ordersStore());
        receipt = service.backUp(order);

        assertRejected("is empty: the store it was taken of holds nothing");
    }

    @Test
    void aBackupOlderThanTheStopOfWritesIsRejected() {
        order = new BackupOrder(
                order.upgrade(),
                order.unit(),
                order.attempt(),
                order.item(),
                order.target(),
                order.store(),
                order.version(),
                order.destination(),
                order.writesStoppedBy(),
                order.pointInTime().plusSeconds(1));

        assertRejected("is stale: writes were stopped at");
    }

    @Test
    void aBackupOfAnEarlierAttemptIsRejected() {
        order = service.order(service.ordersStore(), 2);

        assertRejected("is stale: it was taken for UPG-2026-0001, unit UPG-2026-0001.u1, attempt 1");
    }

    @Test
    void aBackupWhoseSourceWasChangedSinceIsRejected() throws Exception {
        service.sql("insert into orders (customer_id, amount) values (1, 1)");

        assertRejected("the source was changed after it");
    }

    @Test
    void aSourceThatWasOnlyOpenedIsStillTheSame() throws Exception {
        service.sql("create table t (i int)");
        service.sql("drop table t");
        BackupOrder again = service.order(service.ordersStore(), 2);
        BackupReceipt taken = service.backUp(again);
        byte[] before = Files.readAllBytes(service.databaseFile());
        service.sql("checkpoint sync");
        Assumptions.assumeFalse(Arrays.equals(before, Files.readAllBytes(service.databaseFile())));

        assertThat(service.verify(again, taken))
                .isInstanceOfSatisfying(
                        BackupVerdict.Verified.class,
                        verified -> assertThat(verified.backup().compared())
                                .contains("the source still has the same content, row for row"));
    }

    @Test
    void aBackupOfAnotherSystemIsRejected() {
        orderFor(new ItemName(new SystemId("invoice-service"), "production", "orders"));

        assertRejected("is of another store: invoice-service/production/orders was asked for");
    }

    @Test
    void aBackupOfAnotherEnvironmentIsRejected() {
        orderFor(new ItemName(new SystemId("order-service"), "staging", "orders"));

        assertRejected("is of another store: order-service/staging/orders was asked for");
    }

    @Test
    void aBackupOfAnotherStoreIsRejected() {
        orderFor(new ItemName(new SystemId("order-service"), "production", "invoices"));

        assertRejected("is of another store: order-service/production/invoices was asked for");
    }

    @Test
    void aManifestCopiedFromAnotherSystemIsRejectedThoughItsReceiptWasForged() throws IOException {
        BackupFacts facts = receipt.facts();
        BackupFacts foreign = new BackupFacts(
                facts.upgrade(),
                facts.unit(),
                facts.attempt(),
                new ItemName(new SystemId("order-service"), "staging", "orders"),
                facts.target(),
                facts.provider(),
                facts.version(),
                facts.writesStoppedBy(),
                facts.pointInTime(),
                facts.keepUntil(),
                facts.startedAt(),
                facts.endedAt(),
                facts.tool(),
                facts.storeVersion(),
                facts.parts(),
                facts.content());
        Manifest manifest = manifest();
        replaceManifest(
                new Manifest(manifest.format(), foreign, manifest.archive(), manifest.roots(), manifest.entries()));
        receipt = new BackupReceipt(receipt.location(), receipt.digest(), receipt.size(), facts);

        assertRejected("is of another store");
    }

    @Test
    void aBackupOfAnotherVersionIsRejected() throws IOException {
        Manifest manifest = manifest();
        BackupFacts facts = manifest.facts();
        replaceManifest(new Manifest(
                manifest.format(),
                facts(facts, "2.0", facts.tool(), facts.parts()),
                manifest.archive(),
                manifest.roots(),
                manifest.entries()));

        assertRejected("is of version 2.0, but the upgrade starts from 1.0");
    }

    @Test
    void aBackupByAnotherVersionOfTheToolIsRejected() throws IOException {
        Manifest manifest = manifest();
        BackupFacts facts = manifest.facts();
        replaceManifest(new Manifest(
                manifest.format(),
                facts(facts, facts.version(), "liftlock h2 1, H2 1.4.200", facts.parts()),
                manifest.archive(),
                manifest.roots(),
                manifest.entries()));

        assertRejected("was taken by \"liftlock h2 1, H2 1.4.200\"");
    }

    @Test
    void aBackupOfAnotherFormatIsRejected() throws IOException {
        Manifest manifest = manifest();
        replaceManifest(new Manifest(9, manifest.facts(), manifest.archive(), manifest.roots(), manifest.entries()));

        assertRejected("has format 9");
    }

    @Test
    void aBackupThatLiesElsewhereThanOrderedIsRejected() {
        receipt = new BackupReceipt("/srv/old/backup", receipt.digest(), receipt.size(), receipt.facts());

        assertRejected("was to lie at " + order.folder());
    }

    @Test
    void anExpiredBackupIsRejected() {
        StoreSpec store = order.store();
        StoreSpec briefly = new StoreSpec(
                store.name(),
                store.provider(),
                store.settings(),
                store.compare(),
                Duration.ofSeconds(5),
                store.where());
        order = service.order(briefly, 2);
        receipt = service.backUp(order);

        assertRejected("was to be kept until");
    }

    @Test
    void aDamagedReceiptIsNoReceipt() throws IOException {
        Files.writeString(Path.of(receipt.location(), BackupReceipt.FILE), "{\"location\":");

        assertThatThrownBy(() -> service.providers.of("h2").receipt(order, service.target))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Not a BackupReceipt");
    }

    @Test
    void aBackupWithoutReceiptHasFailed() throws IOException {
        Files.delete(Path.of(receipt.location(), BackupReceipt.FILE));

        assertThatThrownBy(() -> service.providers.of("h2").receipt(order, service.target))
                .hasMessageContaining("left no receipt")
                .hasMessageContaining("Take the backup again");
    }

    @Test
    void aRestoreFromADamagedBackupChangesNothing() throws Exception {
        service.sql("delete from orders");
        byte[] before = Files.readAllBytes(service.databaseFile());
        byte[] content = Files.readAllBytes(archive());
        content[content.length / 2] ^= 1;
        Files.write(archive(), content);

        assertThatThrownBy(() -> service.restore(receipt, service.ordersStore()))
                .hasMessageContaining("is damaged")
                .hasMessageContaining("Nothing was changed");
        assertThat(service.databaseFile()).hasBinaryContent(before);
    }

    @Test
    void aFullDiskFailsTheBackupAndLeavesNoHalfOfIt(@TempDir Path small) throws Exception {
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", small.toString()) == 0, "may not mount a disk");
        try {
            order = to(small.resolve("backups"));

            assertThatThrownBy(() -> service.backUp(order))
                    .hasMessageContaining("the disk is full")
                    .hasMessageContaining("Free some space");
            assertThat(order.folder()).doesNotExist();
            assertThat(order.folder().getParent()).isEmptyDirectory();
        } finally {
            run("umount", small.toString());
        }
    }

    @Test
    void aReadOnlyDestinationFailsTheBackupWithASentence(@TempDir Path sealed) throws Exception {
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", sealed.toString()) == 0, "may not mount a disk");
        try {
            order = to(sealed.resolve("backups"));

            assertThatThrownBy(() -> service.backUp(order)).hasMessageContaining("read-only file system");
        } finally {
            run("umount", sealed.toString());
        }
    }

    @Test
    void aDestinationThatIsAFileFailsTheBackupWithASentence() throws Exception {
        order = to(Files.writeString(service.home.resolve("not-a-folder"), "").resolve("backups"));

        assertThatThrownBy(() -> service.backUp(order)).hasMessageContaining("a file stands where a folder is needed");
    }

    private void assertRejected(String reason) {
        assertThat(service.verify(order, receipt)).isInstanceOfSatisfying(BackupVerdict.Rejected.class, rejected -> {
            assertThat(rejected.reason()).contains(reason);
            assertThat(rejected.whatToDo()).isNotBlank();
        });
    }

    private void orderFor(ItemName item) {
        order = new BackupOrder(
                order.upgrade(),
                order.unit(),
                order.attempt(),
                item,
                order.target(),
                order.store(),
                order.version(),
                order.destination(),
                order.writesStoppedBy(),
                order.pointInTime());
    }

    private BackupOrder to(Path destination) {
        return new BackupOrder(
                order.upgrade(),
                order.unit(),
                order.attempt(),
                order.item(),
                order.target(),
                order.store(),
                order.version(),
                destination,
                order.writesStoppedBy(),
                order.pointInTime());
    }

    private static BackupFacts facts(BackupFacts facts, String version, String tool, List<ContentPart> parts) {
        return new BackupFacts(
                facts.upgrade(),
                facts.unit(),
                facts.attempt(),
                facts.item(),
                facts.target(),
                facts.provider(),
                version,
                facts.writesStoppedBy(),
                facts.pointInTime(),
                facts.keepUntil(),
                facts.startedAt(),
                facts.endedAt(),
                tool,
                facts.storeVersion(),
                parts,
                facts.content());
    }

    private Path archive() {
        return Path.of(receipt.location(), Archive.FILE);
    }

    private void cutTo(long size) throws IOException {
        try (FileChannel channel = FileChannel.open(archive(), StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private Manifest manifest() throws IOException {
        return Json.read(Files.readString(Path.of(receipt.location(), Manifest.FILE)), Manifest.class);
    }

    /** A manifest that was made wrong rather than damaged: its digest and receipt fit. */
    private void replaceManifest(Manifest manifest) throws IOException {
        String text = Json.write(manifest);
        Files.writeString(Path.of(receipt.location(), Manifest.FILE), text);
        receipt = new BackupReceipt(receipt.location(), Digest.of(text), receipt.size(), manifest.facts());
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }
}

package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** One flipped bit, anywhere in what a backup consists of. */
class BitFlipTest {

    private static Path folder;
    private static OrderService service;
    private static BackupOrder order;
    private static BackupReceipt receipt;

    @BeforeContainer
    static void aBackup() throws Exception {
        folder = Files.createTempDirectory("bit-flip");
        service = OrderService.in(folder);
        order = service.order(service.configurationStore());
        receipt = service.backUp(order);
    }

    @AfterContainer
    static void cleanUp() throws IOException {
        Tree.delete(folder);
    }

    @Property(tries = 100)
    void anyFlippedBitOfTheArchiveIsNoticed(
            @ForAll @IntRange(max = 1_000_000) int place, @ForAll @IntRange(max = 7) int bit) throws IOException {
        flipped(Path.of(receipt.location(), Archive.FILE), place, bit, () -> assertRejected(receipt));
    }

    @Property(tries = 100)
    void anyFlippedBitOfTheManifestIsNoticed(
            @ForAll @IntRange(max = 1_000_000) int place, @ForAll @IntRange(max = 7) int bit) throws IOException {
        flipped(Path.of(receipt.location(), Manifest.FILE), place, bit, () -> assertRejected(receipt));
    }

    @Property(tries = 100)
    void aFlippedBitOfTheReceiptIsNoticedOrChangesNothingItSays(
            @ForAll @IntRange(max = 1_000_000) int place, @ForAll @IntRange(max = 7) int bit) throws IOException {
        flipped(Path.of(receipt.location(), BackupReceipt.FILE), place, bit, () -> {
            BackupReceipt read;
            try {
                read = service.providers.of("files").receipt(order, service.target);
            } catch (StoreException noticed) {
                return;
            }
            if (!read.equals(receipt)) {
                assertRejected(read);
            }
        });
    }

    private static void assertRejected(BackupReceipt claimed) {
        assertThat(service.verify(order, claimed)).isInstanceOf(BackupVerdict.Rejected.class);
    }

    private static void flipped(Path file, int place, int bit, Runnable check) throws IOException {
        byte[] content = Files.readAllBytes(file);
        byte[] damaged = content.clone();
        damaged[place % content.length] ^= (byte) (1 << bit);
        Files.write(file, damaged);
        try {
            check.run();
        } finally {
            Files.write(file, content);
        }
    }
}

package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.naming.Digest;
import org.liftlock.process.TestJvm;

/** kill -9 at any moment: no half backup under the final name, and a restore that can be finished. */
class KilledStoreCommandTest {

    private static final int FILES = 300;
    private static final int KILLS = 3;

    private OrderService service;

    @BeforeEach
    void muchConfiguration(@TempDir Path folder) throws IOException {
        service = OrderService.in(folder);
        for (int number = 0; number < FILES; number++) {
            Files.writeString(service.configuration().resolve("part-" + number + ".yaml"), "number: " + number);
        }
    }

    @Test
    void aKilledBackupLeavesAWholeOneOrNone() throws Exception {
        Duration whole = Duration.ofNanos(timed(() -> backup(service.order(service.configurationStore(), 99))));
        for (int attempt = 1; attempt <= KILLS; attempt++) {
            BackupOrder order = service.order(service.configurationStore(), attempt);

            killAfter(backup(order), moment(whole, attempt));

            if (Files.exists(order.folder())) {
                BackupReceipt receipt = service.providers.of("files").receipt(order, service.target);
                assertThat(service.verify(order, receipt)).isInstanceOf(BackupVerdict.Verified.class);
            }
        }
    }

    @Test
    void aKilledRestoreIsFinishedByTheNext() throws Exception {
        BackupReceipt receipt = service.backUp(service.order(service.configurationStore()));
        Digest before = digest();
        spoil();
        Duration whole = Duration.ofNanos(timed(() -> restore(receipt)));
        assertThat(digest()).isEqualTo(before);
        for (int kill = 1; kill <= KILLS; kill++) {
            spoil();

            killAfter(restore(receipt), moment(whole, kill));
            service.restore(receipt, service.configurationStore());

            assertThat(digest()).isEqualTo(before);
        }
    }

    private void spoil() throws IOException {
        Files.writeString(service.configuration().resolve("part-7.yaml"), "number: none");
        Files.writeString(service.configuration().resolve("added.yaml"), "new: true");
    }

    private Process backup(BackupOrder order) throws IOException {
        Process process = TestJvm.start(ChildProcess.Store.class, "backup");
        try (Writer request = process.outputWriter()) {
            request.write(StoreRequest.of(order).toJson());
        }
        return process;
    }

    private static Process restore(BackupReceipt receipt) throws IOException {
        return TestJvm.start(
                ChildProcess.Store.class,
                "restore",
                receipt.location(),
                "--manifest",
                receipt.digest().hex());
    }

    private interface Start {
        Process process() throws IOException;
    }

    private static long timed(Start start) throws Exception {
        long began = System.nanoTime();
        assertThat(start.process().waitFor()).isZero();
        return System.nanoTime() - began;
    }

    /** In the second half of the time, since a Java program needs the first to start. */
    private static Duration moment(Duration whole, int kill) {
        return whole.multipliedBy(KILLS + kill).dividedBy(2L * KILLS);
    }

    private static void killAfter(Process process, Duration moment) throws InterruptedException {
        process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    private Digest digest() {
        return service.providers
                .of("files")
                .contentDigest(service.order(service.configurationStore()), service.target)
                .orElseThrow();
    }
}

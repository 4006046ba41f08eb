package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.launcher.Command;

/** A store that another tool backs up; here tar is that tool. */
class CommandBackupTest {

    private OrderService service;
    private Path dump;
    private Path data;
    private Map<String, Object> settings;

    @BeforeEach
    void aStoreThatTarBacksUp(@TempDir Path folder) throws Exception {
        service = OrderService.in(folder);
        data = Files.createDirectories(service.home.resolve("data"));
        Files.writeString(data.resolve("orders.csv"), "1;tea\n2;toast\n");
        dump = service.home.resolve("orders.tar");
        settings = new HashMap<>();
        settings.put("file", dump.toString());
        settings.put("backup", List.of(Command.of("tar", "-cf", dump.toString(), "-C", data.toString(), ".")));
        settings.put(
                "verify",
                List.of(
                        Command.of("tar", "-xf", dump.toString(), "-C", "${scratch}"),
                        Command.of("diff", "-r", data.toString(), "${scratch}")));
        settings.put("restore", List.of(Command.of("tar", "-xf", dump.toString(), "-C", data.toString())));
        settings.put(
                "content",
                List.of(Map.of("run", List.of("cat", data.resolve("orders.csv").toString()))));
    }

    @Test
    void aBackupOfAnotherToolIsVerifiedByItsOwnRestoreIntoScratch() {
        BackupReceipt receipt = service.backUp(order());

        assertThat(service.verify(order(), receipt))
                .isInstanceOfSatisfying(
                        BackupVerdict.Verified.class,
                        verified -> assertThat(verified.backup().compared())
                                .contains("the verify command restored it and was content"));
        assertThat(receipt.facts().tool()).isEqualTo("tar");
        assertThat(receipt.size()).isPositive();
        assertThat(service.backups().resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void whatTheToolLeftIsClosedToOthers() throws Exception {
        service.backUp(order());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dump)))
                .isEqualTo("rw-------");
    }

    @Test
    void theRestoreOfTheToolBringsTheContentBack() throws Exception {
        StoreProvider provider = service.providers.of("command");
        var before = provider.contentDigest(order(), service.target);
        BackupReceipt receipt = service.backUp(order());
        Files.writeString(data.resolve("orders.csv"), "");
        assertThat(provider.contentDigest(order(), service.target)).isNotEqualTo(before);

        service.restore(receipt, store());

        assertThat(provider.contentDigest(order(), service.target))
                .isEqualTo(before)
                .isPresent();
    }

    @Test
    void aToolThatFailsLeavesNoReceipt() {
        settings.put("backup", List.of(Command.of("false")));

        assertThatThrownBy(() -> service.backUp(order())).isInstanceOf(StoreException.class);
        assertThat(order().folder()).doesNotExist();
    }

    @Test
    void aBackupThatDoesNotRestoreIsRejected() {
        settings.put("verify", List.of(Command.of("sh", "-c", "echo no such table >&2; exit 3", "${scratch}")));
        BackupReceipt receipt = service.backUp(order());

        assertRejected(receipt, "sh ended with exit code 3. no such table");
    }

    @Test
    void anEmptyBackupIsRejectedThoughTheToolEndedWell() {
        settings.put("backup", List.of(Command.of("cp", "/dev/null", dump.toString())));

        assertRejected(service.backUp(order()), "is empty");
    }

    @Test
    void anOldBackupIsRejectedThoughTheToolEndedWell() throws Exception {
        Files.writeString(dump, "of last year");
        Files.setLastModifiedTime(dump, FileTime.from(Instant.parse("2025-11-20T22:00:00Z")));
        settings.put("backup", List.of(Command.of("true")));

        assertRejected(service.backUp(order()), "is stale: its newest file was written at 2025-11-20T22:00:00Z");
    }

    @Test
    void aToolThatLeavesNothingHasFailed() {
        settings.put("backup", List.of(Command.of("true")));

        assertThatThrownBy(() -> service.backUp(order())).hasMessageContaining(dump + " does not exist");
    }

    @Test
    void aBackupDamagedAfterwardsIsRejected() throws Exception {
        BackupReceipt receipt = service.backUp(order());
        byte[] content = Files.readAllBytes(dump);
        content[600] ^= 1;
        Files.write(dump, content);

        assertRejected(receipt, "has other content");
    }

    @Test
    void aBackupCutOffAfterwardsIsRejected() throws Exception {
        BackupReceipt receipt = service.backUp(order());
        byte[] content = Files.readAllBytes(dump);
        Files.write(dump, Arrays.copyOf(content, content.length - 512));

        assertRejected(receipt, "bytes, had " + content.length);
    }

    @Test
    void aBackupThatWasTakenAwayIsRejected() throws Exception {
        BackupReceipt receipt = service.backUp(order());
        Files.delete(dump);

        assertRejected(receipt, "is partial: " + dump + " is missing");
    }

    @Test
    void aDamagedBackupIsNotHandedToTheRestoreOfTheTool() throws Exception {
        BackupReceipt receipt = service.backUp(order());
        Files.writeString(data.resolve("orders.csv"), "3;jam\n");
        Files.write(dump, new byte[10]);

        assertThatThrownBy(() -> service.restore(receipt, store())).hasMessageContaining("Nothing was changed");
        assertThat(data.resolve("orders.csv")).hasContent("3;jam");
    }

    @Test
    void aVerifyCommandThatDoesNotRestoreIntoScratchIsRefused() {
        settings.put("verify", List.of(Command.of("tar", "-tf", dump.toString())));

        assertThatThrownBy(() -> service.backUp(order()))
                .hasMessageContaining("does not restore into ${scratch}")
                .hasMessageContaining("R16");
    }

    @Test
    void aMissingSettingIsNamed() {
        settings.remove("restore");

        assertThatThrownBy(() -> service.backUp(order())).hasMessageContaining("has no \"restore\"");
    }

    private void assertRejected(BackupReceipt receipt, String reason) {
        assertThat(service.verify(order(), receipt))
                .isInstanceOfSatisfying(
                        BackupVerdict.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains(reason));
    }

    private StoreSpec store() {
        return OrderService.store("orders", "command", settings);
    }

    private BackupOrder order() {
        return service.order(store());
    }
}

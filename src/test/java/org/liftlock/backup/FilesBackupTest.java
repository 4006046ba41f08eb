package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.Digest;

class FilesBackupTest {

    private OrderService service;
    private Path configuration;

    @BeforeEach
    void configurationOfEveryKind(@TempDir Path folder) throws IOException {
        service = OrderService.in(folder);
        configuration = service.configuration();
        Files.writeString(configuration.resolve("start.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(configuration.resolve("start.sh"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.createDirectories(configuration.resolve("empty"));
        Files.createDirectories(configuration.resolve("größe/tief"));
        Files.writeString(configuration.resolve("größe/tief/naïve name.txt"), "x");
        Files.writeString(configuration.resolve("nothing-in-it"), "");
        Files.createSymbolicLink(configuration.resolve("current"), Path.of("application.yaml"));
        Files.createSymbolicLink(configuration.resolve("dangling"), Path.of("/nowhere/at/all"));
        Files.setLastModifiedTime(
                configuration.resolve("start.sh"), FileTime.from(Instant.parse("2024-02-29T12:00:00Z")));
    }

    @Test
    void configurationIsBackedUpAndVerified() {
        BackupOrder order = service.order(service.configurationStore());

        BackupReceipt receipt = service.backUp(order);

        assertThat(receipt.facts().parts())
                .extracting(part -> part.name() + " " + part.count())
                .containsExactly(configuration + " 10");
        assertThat(service.verify(order, receipt)).isInstanceOf(BackupVerdict.Verified.class);
    }

    @Test
    void aRestoreIsExact() throws Exception {
        BackupReceipt receipt = backedUp();
        Digest before = digest();
        Files.writeString(configuration.resolve("application.yaml"), "port: 9090\n");
        Files.writeString(configuration.resolve("added.yaml"), "since: 2.0\n");
        Files.delete(configuration.resolve("empty"));
        Files.delete(configuration.resolve("current"));
        Files.writeString(configuration.resolve("current"), "a file now");
        Files.setPosixFilePermissions(configuration.resolve("start.sh"), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(digest()).isNotEqualTo(before);

        service.restore(receipt, service.configurationStore());

        assertThat(digest()).isEqualTo(before);
        assertThat(configuration.resolve("application.yaml")).hasContent("port: 8080");
        assertThat(configuration.resolve("added.yaml")).doesNotExist();
        assertThat(configuration.resolve("empty")).isEmptyDirectory();
        assertThat(Files.readSymbolicLink(configuration.resolve("current"))).hasToString("application.yaml");
        assertThat(Files.readSymbolicLink(configuration.resolve("dangling"))).hasToString("/nowhere/at/all");
        assertThat(Files.getLastModifiedTime(configuration.resolve("start.sh")).toInstant())
                .isEqualTo(Instant.parse("2024-02-29T12:00:00Z"));
        assertThat(service.home.resolve(".liftlock-aside-1-conf/added.yaml")).hasContent("since: 2.0");
    }

    @Test
    void ownersAndSpecialModesComeBack() throws Exception {
        Path file = configuration.resolve("start.sh");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                (Integer) Files.getAttribute(file, "unix:uid") == 0, "only root may give files away");
        Files.setAttribute(file, "unix:uid", 12345);
        Files.setAttribute(file, "unix:mode", 04750);
        BackupReceipt receipt = backedUp();
        Files.setAttribute(file, "unix:uid", 0);
        Files.setAttribute(file, "unix:mode", 0600);

        service.restore(receipt, service.configurationStore());

        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(12345);
        assertThat((Integer) Files.getAttribute(file, "unix:mode") & 07777).isEqualTo(04750);
    }

    @Test
    void restoringAgainChangesNothing() throws Exception {
        BackupReceipt receipt = backedUp();
        Files.writeString(configuration.resolve("application.yaml"), "port: 9090\n");
        service.restore(receipt, service.configurationStore());
        Object restored = Files.readAttributes(configuration, "unix:ino").get("ino");

        service.restore(receipt, service.configurationStore());

        assertThat(Files.readAttributes(configuration, "unix:ino").get("ino")).isEqualTo(restored);
        assertThat(service.home.resolve(".liftlock-aside-2-conf")).doesNotExist();
    }

    @Test
    void aRestoreCutShortWhileWritingBesideIsStartedAfresh() throws Exception {
        BackupReceipt receipt = backedUp();
        Digest before = digest();
        Files.delete(configuration.resolve("start.sh"));
        Path part = service.home.resolve(".liftlock-part-" + receipt.digest().brief() + "-conf");
        Files.createDirectories(part.resolve("half"));

        service.restore(receipt, service.configurationStore());

        assertThat(digest()).isEqualTo(before);
        assertThat(part).doesNotExist();
    }

    @Test
    void aRestoreCutShortBetweenTheTwoRenamesIsFinished() throws Exception {
        BackupReceipt receipt = backedUp();
        Digest before = digest();
        Path ready = service.home.resolve(".liftlock-new-" + receipt.digest().brief() + "-conf");
        Path aside = service.home.resolve(".liftlock-aside-1-conf");
        Files.writeString(configuration.resolve("application.yaml"), "port: 9090\n");
        service.restore(receipt, service.configurationStore());
        Files.move(configuration, ready);
        assertThat(configuration).doesNotExist();

        service.restore(receipt, service.configurationStore());

        assertThat(digest()).isEqualTo(before);
        assertThat(ready).doesNotExist();
        assertThat(aside.resolve("application.yaml")).hasContent("port: 9090");
    }

    @Test
    void aPathThatIsALinkIsBackedUpWithWhatItPointsTo() throws Exception {
        Path versioned = service.home.resolve("app-1.0");
        Files.createDirectories(versioned);
        Files.writeString(versioned.resolve("release.txt"), "1.0");
        Path link = Files.createSymbolicLink(service.home.resolve("app"), Path.of("app-1.0"));
        StoreSpec store = files(link);
        BackupReceipt receipt = service.backUp(service.order(store));
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("app-2.0"));
        Files.delete(versioned.resolve("release.txt"));

        service.restore(receipt, store);

        assertThat(Files.readSymbolicLink(link)).hasToString("app-1.0");
        assertThat(link.resolve("release.txt")).hasContent("1.0");
    }

    @Test
    void aSingleFileIsBackedUpAndRestored() throws Exception {
        Path file = configuration.resolve("application.yaml");
        BackupReceipt receipt = service.backUp(service.order(files(file)));
        Files.writeString(file, "port: 9090\n");

        service.restore(receipt, files(file));

        assertThat(file).hasContent("port: 8080");
    }

    @Test
    void aPipeIsRefused() throws Exception {
        Path pipe = configuration.resolve("control");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(this::backedUp)
                .hasMessageContaining(pipe + " is a device, socket or pipe")
                .hasMessageContaining("Leave it out");
        assertThat(service.order(service.configurationStore()).folder()).doesNotExist();
    }

    @Test
    void aMissingPathIsNamed() {
        assertThatThrownBy(() -> service.backUp(service.order(files(service.home.resolve("etc")))))
                .hasMessageContaining(service.home.resolve("etc") + " does not exist");
    }

    @Test
    void aBackupIsNeverOverwritten() {
        backedUp();

        assertThatThrownBy(this::backedUp).hasMessageContaining("never overwritten");
    }

    @Test
    void whatAKilledBackupLeftBehindIsRemoved() throws Exception {
        BackupOrder order = service.order(service.configurationStore());
        Path part = order.folder().resolveSibling(order.folder().getFileName() + ".part");
        Files.createDirectories(part);
        Files.writeString(part.resolve(Archive.FILE), "half an archive");

        BackupReceipt receipt = service.backUp(order);

        assertThat(service.verify(order, receipt)).isInstanceOf(BackupVerdict.Verified.class);
        assertThat(part).doesNotExist();
    }

    @Test
    void theScratchPlaceIsEmptyAfterwards() throws Exception {
        BackupOrder order = service.order(service.configurationStore());

        service.verify(order, service.backUp(order));

        assertThat(service.backups().resolve("scratch")).isEmptyDirectory();
        assertThat(Files.exists(configuration, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    private BackupReceipt backedUp() {
        return service.backUp(service.order(service.configurationStore()));
    }

    private Digest digest() {
        return service.providers
                .of("files")
                .contentDigest(service.order(service.configurationStore()), service.target)
                .orElseThrow();
    }

    private static StoreSpec files(Path path) {
        return OrderService.store("files", "files", Map.of("paths", List.of(path.toString())));
    }
}

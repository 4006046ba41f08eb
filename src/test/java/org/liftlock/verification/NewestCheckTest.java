package org.liftlock.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.verification.Checks.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestCheckTest {

    private final Checks checks = new Checks();

    @TempDir
    Path backups;

    @BeforeEach
    void backUpOnTwoNights() throws IOException {
        backup("orders 1.dump", 3000, Duration.ofHours(25));
        backup("orders 2.dump", 2000, Duration.ofHours(2));
        backup("orders 2.sum", 10, Duration.ofMinutes(119));
    }

    @Test
    void passesWhenTheNewestFileIsYoungAndLargeEnough() {
        CheckResult result = newest("/*.dump", Map.of("at_most", "26h", "at_least", "1 KiB"));

        assertThat(result.passed()).as(result.sentence()).isTrue();
        assertThat(result.expected())
                .isEqualTo("at " + backups + "/*.dump a file no older than 26h, of at least 1024 bytes");
        assertThat(result.got()).isEqualTo(backups + "/orders 2.dump of 2000 bytes, 2 h 0 min old");
    }

    @Test
    void failsWhenNoBackupWasMadeSince() {
        CheckResult result = newest("/*.dump", Map.of("at_most", "90m"));

        assertThat(result.failed()).isTrue();
        assertThat(result.got()).isEqualTo(backups + "/orders 2.dump of 2000 bytes, 2 h 0 min old");
    }

    @Test
    void failsWhenTheNewestIsTooSmallThoughAnOlderOneIsNot() {
        CheckResult result = newest("/*.dump", Map.of("at_most", "26h", "at_least", "2500"));

        assertThat(result.failed()).isTrue();
        assertThat(result.got()).contains("orders 2.dump of 2000 bytes");
    }

    @Test
    void ofAFolderTheNewestFileAnywhereInItCounts() throws IOException {
        Files.createDirectory(backups.resolve("base"));
        backup("base/part", 5000, Duration.ofMinutes(30));

        assertThat(newest("", Map.of("at_most", "1h")).got())
                .isEqualTo(backups + "/base/part of 5000 bytes, 30 min old");
        assertThat(newest("/*", Map.of("at_most", "1h")).failed()).isTrue();
    }

    @Test
    void aFileDatedAheadHidesNoMissingBackup() throws IOException {
        backup("orders 3.dump", 2000, Duration.ofDays(-3));

        CheckResult result = newest("/*.dump", Map.of("at_most", "26h"));

        assertThat(result.failed()).isTrue();
        assertThat(result.got()).contains("orders 3.dump", "dated 2026-12-09T02:15:00Z", "compare the clocks");
    }

    @Test
    void failsWhereThereIsNothing() {
        assertThat(newest("/*.gz", Map.of("at_most", "26h")).got()).isEqualTo("no file at all");
        assertThat(newest("/gone", Map.of("at_most", "26h")).got())
                .startsWith("nothing to list at " + backups + "/gone on localhost/orders: ")
                .contains("No such file");
    }

    @Test
    void saysWhatItNeedsToKnow() {
        assertThat(newest("/*.dump", Map.of()).got()).contains("add at_most");
        assertThat(newest("/*/orders.dump", Map.of("at_most", "26h")).got()).contains("behind the last /");
        assertThat(checks.answer(core("backup", "newest", Map.of("newest", "-delete", "at_most", "26h")))
                        .got())
                .contains("is not a path");
    }

    @Test
    void isWorthlessAsACoreCheckSinceFilesStayWhenTheSystemIsStopped() {
        Map<String, Object> settings = Map.of("newest", backups.toString(), "at_most", "26h");

        assertThat(checks.noticesStop(core("backup", "newest", settings))).isFalse();
    }

    private CheckResult newest(String below, Map<String, Object> more) {
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.put("newest", backups + below);
        return checks.answer(core("backup", "newest", settings));
    }

    private void backup(String name, int bytes, Duration age) throws IOException {
        Path file = Files.write(backups.resolve(name), new byte[bytes]);
        Files.setLastModifiedTime(file, FileTime.from(Checks.CLOCK.instant().minus(age)));
    }
}

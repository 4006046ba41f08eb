package org.liftlock.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The disk that backups go to is full. The device is a real one, of memory; that needs the right to mount. */
class DiskFullFaults {

    private static final int AT_ONCE = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path probe = Files.createDirectories(directory.resolve("probe"));
        assumeTrue(mount(probe) == 0, "no right to mount a small disk of memory here (run as root)");
        unmount(probe);
        cluster = Cluster.of(1, directory);
    }

    @AfterAll
    static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aBackupThatDoesNotFitIsReportedAndTheSystemIsLeftAlone() throws IOException, InterruptedException {
        int times = Faults.times(5, 100);
        List<Lifecycle> lifecycles = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            Ledger ledger = cluster.ledger(0.1);
            ledger.grow(200_000);
            assertThat(mount(Files.createDirectories(backups(ledger)))).isZero();
            lifecycles.add(new Lifecycle(cluster.client(), ledger, Ledger.GOOD));
        }
        for (int next = 0; next < times; next += AT_ONCE) {
            Traffic.together(
                    lifecycles.subList(next, Math.min(times, next + AT_ONCE)), DiskFullFaults::fillAndMakeRoom);
        }
        Traffic.close(cluster, lifecycles);
        FaultTable.row("disk full during backup", times, lifecycles, List.of());
    }

    private static void fillAndMakeRoom(Lifecycle lifecycle) {
        Ledger ledger = lifecycle.ledger();
        try {
            lifecycle.request();
            lifecycle.followUntil(
                    "a backup is tried",
                    () -> ledger.effects().stream().anyMatch(effect -> effect.is("back-up", "begin")));
            lifecycle.watchUntil(
                    "somebody is asked", () -> lifecycle.openTasks().contains("decide-on-unproven-backup"));
            assertThat(ledger.effects()).noneMatch(effect -> effect.is("apply", "begin"));
            assertThat(cluster.provenBackups(lifecycle.key())).isZero();
        } finally {
            unmount(backups(ledger));
        }
        Traffic.follow(lifecycle);
    }

    private static Path backups(Ledger ledger) {
        return ledger.home().resolve("backup");
    }

    private static int mount(Path where) throws IOException, InterruptedException {
        return run("mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", where.toString());
    }

    private static void unmount(Path where) {
        try {
            run("umount", where.toString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException("The small disk at " + where + " is still mounted", failed);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}

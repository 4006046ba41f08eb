package org.liftlock.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The machine of a target starts anew: every process is gone, in the middle of a command, and the boot id is another. */
class RebootFaults {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws IOException {
        newBootId();
        cluster = Cluster.of(1, directory, node -> node.with("liftlock.launcher.boot-id-file", bootId()));
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @Test
    void aRebootIsRecognisedAndNothingIsDoneTwice() throws IOException {
        int times = Faults.times(1, 25);
        List<Lifecycle> lifecycles = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            for (String verb : List.of("back-up", "apply")) {
                Lifecycle lifecycle = new Lifecycle(cluster.client(), cluster.ledger(3), Ledger.GOOD);
                lifecycle.request();
                lifecycle.followUntil(
                        verb + " has begun",
                        () -> lifecycle.ledger().effects().stream().anyMatch(effect -> effect.is(verb, "begin")));
                reboot(lifecycle.ledger());
                Traffic.follow(lifecycle);
                lifecycles.add(lifecycle);
            }
        }
        Traffic.close(cluster, lifecycles);
        FaultTable.row("target reboots mid-backup and mid-apply", 2 * times, lifecycles, List.of());
        assertThat(lifecycles).allSatisfy(lifecycle -> {
            assertThat(lifecycle.askedBesides())
                    .as("asked, since nobody can know")
                    .hasSize(1);
            assertThat(lifecycle.story().path("steps").toString()).contains("rebooted");
        });
    }

    private static void reboot(Ledger ledger) throws IOException {
        Processes.killEverythingAbout(ledger.home());
        newBootId();
    }

    private static Path bootId() {
        return directory.resolve("boot_id");
    }

    private static void newBootId() throws IOException {
        Files.writeString(bootId(), UUID.randomUUID() + "\n");
    }
}

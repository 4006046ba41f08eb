package org.liftlock.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.effect.KillPoint;

/** Whichever node launches it, dies of it. Somebody has to look at that; trying for ever would kill every node. */
class CrashLoopFaults {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.of(2, directory);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @Test
    void aPersonIsAskedWhenEveryLaunchKillsItsNode() {
        int times = Faults.times(1, 20);
        List<Lifecycle> lifecycles = new ArrayList<>();
        List<Double> asked = new ArrayList<>();
        String order = KillPoint.AFTER_STARTED + ".always";
        for (int time = 0; time < times; time++) {
            Lifecycle lifecycle = new Lifecycle(cluster.client(), cluster.ledger(0.5), Ledger.GOOD);
            cluster.arm(order, "apply-upgrade");
            lifecycle.request();
            lifecycle.followUntil(
                    "it is backed up",
                    () -> lifecycle.ledger().effects().stream().anyMatch(effect -> effect.is("prove", "end")));
            double began = Uptime.now();
            lifecycle.watchUntil("somebody is asked", () -> isPlannedAnew(lifecycle));
            asked.add(Uptime.now() - began);
            cluster.disarm(order);
            assertThat(lifecycle.ledger().effects()).noneMatch(effect -> effect.is("apply", "begin"));
            assertThat(lifecycle.ledger().isRunning()).as("users are in again").isTrue();
            Traffic.follow(lifecycle);
            lifecycles.add(lifecycle);
        }
        Traffic.close(cluster, lifecycles);
        FaultTable.row("crash loop: every launch kills its node (recovery: until asked)", times, lifecycles, asked);
    }

    /** No command has ever reached the target, so nothing is to be taken back: whoever planned it looks at it again. */
    private static boolean isPlannedAnew(Lifecycle lifecycle) {
        return lifecycle.story().at("/plan/revision").asInt() > 1
                && lifecycle.openTasks().contains("plan-upgrade");
    }
}

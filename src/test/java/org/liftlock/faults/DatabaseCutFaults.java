package org.liftlock.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The connection to the database breaks around a commit, so that a node cannot know what came of it. */
class DatabaseCutFaults {

    private static final double GOES_ON_WITHIN = 60;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.behindProxy(2, directory);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @Test
    void nothingIsLostOrDoneTwiceWhenACommitIsCut() {
        int times = Faults.times(6, 300);
        Random random = new Random(412);
        List<Double> recoveries = new ArrayList<>();
        List<Lifecycle> lifecycles;
        try (Traffic traffic = Traffic.on(cluster, 4, 0.5)) {
            for (int time = 0; time < times; time++) {
                Proxy.Cut cut = Proxy.Cut.values()[time % Proxy.Cut.values().length];
                Proxy.Writes writes = Proxy.Writes.values()[time % Proxy.Writes.values().length];
                cluster.proxy().cutAtCommit(cut, writes, random.nextInt(writes == Proxy.Writes.ANYTHING ? 30 : 3));
                cluster.await("a commit is cut", () -> cluster.proxy().cutAt() > 0);
                if (time % 5 == 4) {
                    cluster.proxy().cutAll();
                }
                recoveries.add(untilProgress(cluster.proxy().cutAt()));
            }
            lifecycles = traffic.drain();
        }
        FaultTable.row("database cut before, during and after a commit", times, lifecycles, recoveries);
        assertThat(recoveries).as("goes on within a minute").allMatch(seconds -> seconds < GOES_ON_WITHIN);
    }

    /** Until a step that was open has been delivered; longer than allowed is long enough to be told. */
    private static double untilProgress(double since) {
        long before = delivered();
        while (delivered() <= before && Uptime.now() - since < 2 * GOES_ON_WITHIN) {
            Cluster.pause(200);
        }
        return Uptime.now() - since;
    }

    private static long delivered() {
        return cluster.database()
                .sql("select count(*) from step where delivered_at is not null")
                .query(Long.class)
                .single();
    }
}

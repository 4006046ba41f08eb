package org.liftlock.faults;

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

/**
 * A node stands still for longer than its leases, as a virtual machine does that is moved; another takes its work over
 * and carries it through; then the first goes on where it was, with a token of yesterday in its hand.
 */
class StalledNodeFaults {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static Cluster cluster;

    private static final List<KillPoint> MOMENTS = List.of(
            KillPoint.AFTER_STARTED,
            KillPoint.BEFORE_STARTED,
            KillPoint.BEFORE_PLANNED,
            KillPoint.DONE_NOT_COMMITTED,
            KillPoint.BEFORE_DELIVERED);

    @BeforeAll
    static void start() {
        cluster = Cluster.of(2, directory);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @Test
    void nothingIsDoneTwiceWhenANodeWakesAfterItsLeases() {
        int times = Faults.times(1, 50);
        List<Double> recoveries = new ArrayList<>();
        List<Lifecycle> lifecycles;
        try (Traffic traffic = Traffic.on(cluster, Faults.times(2, 3), 1)) {
            for (int time = 0; time < times; time++) {
                for (KillPoint moment : MOMENTS) {
                    String order = "STALL_" + moment;
                    cluster.arm(order, "apply-upgrade");
                    Cluster.Fired fired = cluster.awaitFired(order);
                    List<String> inHand = cluster.stepsOf(fired);
                    recoveries.add(cluster.awaitTakeOver(fired));
                    // So that what it still has to say belongs to something that is over.
                    cluster.awaitDelivered(inHand);
                    cluster.node(fired.node()).goOn();
                }
            }
            lifecycles = traffic.drain();
        }
        FaultTable.row(
                "SIGSTOP for longer than every lease, at " + MOMENTS.size() + " moments",
                MOMENTS.size() * times,
                lifecycles,
                recoveries);
    }
}

package org.liftlock.faults;

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
import org.liftlock.effect.KillPoint;

/** Two nodes, some upgrades under way, and one node dies: at a named moment, or at any. */
class KilledNodeFaults {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static Cluster cluster;

    /** A moment in the life of an upgrade. */
    private record Moment(String name, String order, String topic) {

        Moment(String name, KillPoint point, String topic) {
            this(name, point.name(), topic);
        }
    }

    private static final List<Moment> MOMENTS = List.of(
            new Moment("before PLANNED is committed", KillPoint.BEFORE_PLANNED, "apply-upgrade"),
            new Moment("after PLANNED is committed", KillPoint.AFTER_PLANNED, "apply-upgrade"),
            new Moment("before STARTED is committed", KillPoint.BEFORE_STARTED, "apply-upgrade"),
            new Moment("after STARTED is committed", KillPoint.AFTER_STARTED, "apply-upgrade"),
            new Moment("launch sent, reply unread", KillPoint.REPLY_UNREAD, "apply-upgrade"),
            new Moment("mid-backup", KillPoint.RUNNING, "back-up"),
            new Moment("mid-apply", KillPoint.RUNNING, "apply-upgrade"),
            new Moment("done, not committed", KillPoint.DONE_NOT_COMMITTED, "apply-upgrade"),
            new Moment("outcome written, step unanswered", KillPoint.AFTER_SETTLED, "apply-upgrade"),
            new Moment("about to tell journal and engine", KillPoint.BEFORE_DELIVERED, "apply-upgrade"),
            new Moment("engine told, journal not", KillPoint.AFTER_COMPLETED, "apply-upgrade"),
            new Moment("mid-rollback", KillPoint.RUNNING, "roll-back"),
            new Moment("at a timer", "AT_TIMER", ""),
            new Moment("at a sign-off commit", "AT_ANSWER", "sign-off"));

    @BeforeAll
    static void start() {
        cluster = Cluster.of(2, directory);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @Test
    void nothingIsLostWhenANodeDiesAtAnyNamedMoment() {
        int times = Faults.times(1, 25);
        List<Double> recoveries = new ArrayList<>();
        List<Lifecycle> lifecycles;
        try (Traffic traffic = Traffic.on(cluster, Faults.times(2, 4), 1)) {
            for (int time = 0; time < times; time++) {
                for (Moment moment : MOMENTS) {
                    cluster.awaitAllReady();
                    cluster.arm(moment.order(), moment.topic());
                    Cluster.Fired fired = cluster.awaitFired(moment.order());
                    recoveries.add(cluster.awaitTakeOver(fired));
                }
            }
            lifecycles = traffic.drain();
        }
        FaultTable.row(
                "kill -9 at each of " + MOMENTS.size() + " moments", MOMENTS.size() * times, lifecycles, recoveries);
    }

    @Test
    void nothingIsLostWhenANodeDiesAtAnyTime() {
        int times = Faults.times(8, 300);
        Random random = new Random(412);
        List<Double> recoveries = new ArrayList<>();
        List<Lifecycle> lifecycles;
        try (Traffic traffic = Traffic.on(cluster, Faults.times(2, 4), 1)) {
            for (int time = 0; time < times; time++) {
                cluster.awaitAllReady();
                Cluster.pause(random.nextInt(3000));
                Node victim = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
                double at = Uptime.now();
                victim.kill();
                recoveries.add(cluster.awaitTakeOver(new Cluster.Fired("kill", victim.name(), at)));
            }
            lifecycles = traffic.drain();
        }
        FaultTable.row("kill -9 at random times", times, lifecycles, recoveries);
    }
}

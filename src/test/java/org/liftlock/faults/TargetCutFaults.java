package org.liftlock.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The way to a target is cut: before a launch arrives, when its reply is under way, or while it is asked how it goes. */
class TargetCutFaults {

    /** Of the nodes of the suite: {@code liftlock.effect.silence-allowed}. */
    private static final double SILENCE_ALLOWED = 10;

    /** Steps whose doing twice the target's log would show. */
    private static final List<String> STEPS = List.of("apply-upgrade", "back-up");

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
    void nothingIsDoneTwiceWhenALaunchOrItsReplyIsLost() {
        int times = Faults.times(2, 50);
        List<Lifecycle> lifecycles = new ArrayList<>();
        List<String> orders = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            for (String cut : List.of("CUT_BEFORE_LAUNCH.", "LOSE_REPLY.")) {
                Lifecycle lifecycle = new Lifecycle(cluster.client(), cluster.ledger(1), Ledger.GOOD);
                orders.add(cut + lifecycle.ledger().name());
                cluster.arm(cut + lifecycle.ledger().name(), STEPS.get(time % STEPS.size()));
                lifecycles.add(lifecycle);
            }
        }
        Traffic.goThrough(lifecycles);
        orders.forEach(cluster::awaitFired);
        Traffic.close(cluster, lifecycles);
        FaultTable.row("target cut before a launch, or its reply lost", 2 * times, lifecycles, List.of());
        assertThat(lifecycles)
                .allSatisfy(lifecycle -> assertThat(lifecycle.askedBesides())
                        .as("such a cut is certain, or found out; nobody has to be asked")
                        .isEmpty());
    }

    @Test
    void somebodyIsAskedInTimeWhenATargetFallsSilent() {
        int times = Faults.times(2, 50);
        List<Lifecycle> lifecycles = new ArrayList<>();
        List<Double> asked = Collections.synchronizedList(new ArrayList<>());
        for (int time = 0; time < times; time++) {
            lifecycles.add(new Lifecycle(cluster.client(), cluster.ledger(4), Ledger.GOOD));
        }
        Traffic.together(lifecycles, lifecycle -> {
            String cut = "CUT_POLLING." + lifecycle.ledger().name();
            lifecycle.request();
            lifecycle.followUntil(
                    "it is applied",
                    () -> lifecycle.ledger().effects().stream().anyMatch(effect -> effect.is("apply", "begin")));
            cluster.arm(cut, "");
            double silent = Uptime.now();
            lifecycle.watchUntil(
                    "somebody is asked", () -> lifecycle.openTasks().contains("decide-on-unknown-outcome"));
            asked.add(Uptime.now() - silent);
            cluster.disarm(cut);
            Traffic.follow(lifecycle);
        });
        Traffic.close(cluster, lifecycles);
        FaultTable.row("target silent while it is asked (recovery: until somebody is asked)", times, lifecycles, asked);
        assertThat(asked).allMatch(seconds -> seconds < SILENCE_ALLOWED + 10);
    }
}

package org.liftlock.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The clock of a node is wrong, by minutes, an hour or months, and passes a change to summer time. */
class ClockFaults {

    private static final List<String> WRONG = List.of("+6m", "-6m", "+1h", "-1h", "@2027-03-28 01:59:30");
    private static final long OPENS_AFTER = 45;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static Cluster cluster;
    private static Path library;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> found = faketime();
        assumeTrue(found.isPresent(), "libfaketime is not installed, so a process cannot have a clock of its own");
        library = found.orElseThrow();
        cluster = Cluster.of(2, directory);
    }

    @AfterAll
    static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void nothingStartsOutsideTheWindowWhateverTheClockOfANodeSays() {
        int times = Faults.times(1, 25);
        List<Lifecycle> lifecycles = new ArrayList<>();
        int early = 0;
        for (int time = 0; time < times; time++) {
            for (String clock : WRONG) {
                restartAt(clock);
                Instant opens = Instant.now().plusSeconds(OPENS_AFTER);
                double opensAt = Uptime.now() + OPENS_AFTER;
                List<Lifecycle> now = new ArrayList<>();
                for (String version : List.of(Ledger.GOOD, Ledger.BAD)) {
                    Ledger ledger = cluster.ledger(1);
                    Lifecycle lifecycle = new Lifecycle(
                            cluster.client(), ledger, ledger.request(version, opens, opens.plusSeconds(3600)), version);
                    lifecycle.request();
                    now.add(lifecycle);
                }
                now.parallelStream().forEach(Traffic::follow);
                for (Lifecycle lifecycle : now) {
                    early += (int) lifecycle.ledger().effects().stream()
                            .filter(effect -> !effect.verb().equals("start"))
                            .filter(effect -> effect.at() < opensAt - 1)
                            .count();
                }
                lifecycles.addAll(now);
            }
        }
        Traffic.close(cluster, lifecycles);
        FaultTable.row("clock of a node +-6 min, +-1 h, summer time", WRONG.size() * times, lifecycles, List.of());
        assertThat(early)
                .as("effects before the window opened, by the targets' own logs")
                .isZero();
    }

    /** One of the two, always the same: the other one's clock is right. */
    private static void restartAt(String clock) {
        Node node = cluster.nodes().get(0);
        node.inEnvironment("LD_PRELOAD", library.toString())
                .inEnvironment("FAKETIME", clock)
                .inEnvironment("TZ", "Europe/Berlin");
        node.kill();
        node.awaitEnd();
        cluster.await(node.name() + " is there again", () -> node.isAlive());
        cluster.awaitAllReady();
    }

    private static Optional<Path> faketime() throws IOException {
        try (Stream<Path> all =
                Files.find(Path.of("/usr/lib"), 4, (file, facts) -> file.endsWith("libfaketime.so.1"))) {
            return all.findFirst();
        }
    }
}

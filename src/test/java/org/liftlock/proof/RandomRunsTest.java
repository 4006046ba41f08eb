package org.liftlock.proof;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The judge on the engine, judged: it comes far enough to see something, and has nothing against the shipped models. */
class RandomRunsTest {

    private static final boolean LONG = Boolean.getBoolean("proof.long");

    @BeforeAll
    static void silence() {
        // The engine tells of every answer that no gateway takes.
        ((Logger) LoggerFactory.getLogger("org.camunda")).setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        ((Logger) LoggerFactory.getLogger("org.camunda")).setLevel(null);
    }

    @Test
    void theShippedModelsBreakNothingOnTheEngine() {
        List<String> broken = new ArrayList<>();
        try (RandomRuns engine = new RandomRuns()) {
            assertThat(engine.deploy(Shipped.models(), Shipped.forms())).isTrue();
            for (long seed = 0; seed < (LONG ? 100 : 6); seed++) {
                broken.addAll(engine.run("upgrade", "RAISE", seed));
                broken.addAll(engine.run("change-target", seed % 3 == 0 ? "REHEARSE" : "RAISE", seed));
            }

            assertThat(broken).isEmpty();
            assertThat(engine.reached())
                    .contains(
                            "verify-backup",
                            "apply-upgrade",
                            "resume-system",
                            "compare-with-baseline",
                            "finish-change");
        }
    }
}

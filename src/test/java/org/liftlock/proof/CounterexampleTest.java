package org.liftlock.proof;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.process.ModelGate;
import org.slf4j.LoggerFactory;

/**
 * What a counterexample tells happens: a real engine that does what it tells, step by step, breaks the same rule, as a
 * judge sees it who knows nothing of the proof.
 */
class CounterexampleTest {

    /** Answers and data that the path does not tell are left to chance. */
    private static final int ATTEMPTS = 300;

    private static RandomRuns engine;

    @BeforeAll
    static void startTheEngine() {
        ((Logger) LoggerFactory.getLogger("org.camunda")).setLevel(Level.OFF);
        engine = new RandomRuns();
    }

    @AfterAll
    static void stopTheEngine() {
        engine.close();
        ((Logger) LoggerFactory.getLogger("org.camunda")).setLevel(null);
    }

    @ParameterizedTest
    @CsvSource({
        "BYPASS_TASK, change-target, verify-backup, R00, change-target",
        "SWAP_WITH_NEXT_TASK, change-target, back-up, R00, change-target",
        "BYPASS_TASK, change-target, quiesce-system, R14, change-target",
        "BYPASS_TASK, change-target, resume-system, quiesce-is-undone, change-target"
    })
    void whatACounterexampleTellsHappensOnTheEngine(
            Mutation mutation, String model, String element, String rule, String process) {
        proveOnEngine(mutation, model, element, rule, process);
    }

    /** Longer ways, on which more is left to chance. */
    @ParameterizedTest
    @EnabledIfSystemProperty(named = "proof.long", matches = "true")
    @CsvSource({
        "BYPASS_TASK, change-target, back-up, R00, change-target",
        "SWAP_TARGETS, change-target, is-the-backup-proven, R00, change-target",
        "BYPASS_TASK, change-target, run-acceptance-checks, R36, change-target",
        "BYPASS_TASK, change-target, close-brackets, bracket-is-undone, change-target",
        "SWAP_TARGETS, take-back, is-it-as-before, R40, change-target",
        "SWAP_TARGETS, take-back, is-it-quiet, R14, change-target",
        "BYPASS_TASK, upgrade, capture-inventory, R06, upgrade",
        "BYPASS_TASK, upgrade, approve-upgrade, R28, upgrade",
        "BYPASS_TASK, upgrade, announce-upgrade, R30, upgrade",
        "BYPASS_TASK, upgrade, check-go-ahead, R31, upgrade",
        "BYPASS_TASK, upgrade, sign-off, R39, upgrade",
        "BYPASS_CALL, upgrade, watch-until-stable, R43, upgrade"
    })
    void whatALongCounterexampleTellsHappensOnTheEngine(
            Mutation mutation, String model, String element, String rule, String process) {
        proveOnEngine(mutation, model, element, rule, process);
    }

    private static void proveOnEngine(Mutation mutation, String model, String element, String rule, String process) {
        List<ModelGate.Model> models = Shipped.edited(mutation, model, element);
        Models read = ModelReader.read(models);
        List<Finding> findings =
                Exploration.of(read, read.process(process).orElseThrow(), Proof.MOST_MARKINGS).findings().stream()
                        .filter(finding ->
                                finding.rule().equals(rule) && !finding.path().isEmpty())
                        .toList();
        assertThat(findings).isNotEmpty();
        assertThat(engine.deploy(models, Shipped.forms())).isTrue();
        try {
            assertThat(findings).as(findings.get(0).told()).anyMatch(finding -> happens(finding, process));
        } finally {
            engine.undeploy();
        }
    }

    private static boolean happens(Finding finding, String process) {
        for (long seed = 0; seed < ATTEMPTS; seed++) {
            // Mostly lucky, since the path tells where luck ends.
            String mode = process.equals("upgrade") || seed % 3 == 0 ? "RAISE" : seed % 3 == 1 ? "REHEARSE" : "BACK";
            boolean broken = engine.follow(process, mode, finding.path(), seed * 2).stream()
                    .anyMatch(rule -> rule.startsWith(finding.rule()));
            if (broken) {
                return true;
            }
        }
        return false;
    }
}

package org.liftlock.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.process.ModelGate;

/** The shipped models, and what becomes of them under a careless hand. */
class SafetyTest {

    @Test
    void theShippedModelsAreProved() {
        assertThat(Proof.complete().examine(Shipped.models()))
                .extracting(Finding::told)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BYPASS_TASK, change-target, verify-backup, R00",
        "BYPASS_TASK, change-target, back-up, R00",
        "BYPASS_TASK, change-target, run-acceptance-checks, R36",
        "BYPASS_TASK, change-target, quiesce-system, R14",
        "BYPASS_TASK, change-target, resume-system, quiesce-is-undone",
        "BYPASS_TASK, change-target, close-brackets, bracket-is-undone",
        "BYPASS_TASK, change-target, stop-running-step, R35",
        "BYPASS_TASK, change-target, decide-on-unknown-outcome, R35",
        "BYPASS_TASK, change-target, decide-on-failure, R40",
        "BYPASS_CALL, change-target, take-back-target, R40",
        "BYPASS_TASK, take-back, verify-rollback, R40",
        "BYPASS_TASK, take-back, quiesce-before-going-back, R14",
        "BYPASS_TASK, upgrade, approve-upgrade, R28",
        "BYPASS_TASK, upgrade, seal-plan, R28",
        "BYPASS_TASK, upgrade, check-go-ahead, R31",
        "BYPASS_TASK, upgrade, announce-upgrade, R30",
        "BYPASS_TASK, upgrade, capture-inventory, R06",
        "BYPASS_TASK, upgrade, sign-off, R39",
        "BYPASS_CALL, upgrade, watch-until-stable, R43",
        "BYPASS_TASK, upgrade, check-plan, written-before-read",
        "SWAP_WITH_NEXT_TASK, change-target, back-up, R00",
        "SWAP_CONDITIONS, change-target, what-is-true, R35",
        "SWAP_TARGETS, change-target, is-the-backup-proven, R00",
        "COMPLETE_EARLY, rollout, change-target, R35",
        "MAKE_INTERRUPTING, take-back, no-answer-about-the-rollback, quiesce-is-undone",
        "ADD_INTERRUPTING_TIMER, change-target, raise-target, R35",
        "ADD_INTERRUPTING_TIMER, upgrade, execution-inside-the-window, R35",
        "ADD_INTERRUPTING_TIMER, change-target, apply-upgrade, R35",
        "SKIP_AHEAD, rollout, turn-round-to-form-next-wave, endless-circle",
        "REMOVE_NOTED_ENDING, change-target, checks-passed, R22"
    })
    void whatBreaksARuleIsFound(Mutation mutation, String model, String element, String rule) {
        List<Finding> findings = Proof.complete().examine(Shipped.edited(mutation, model, element));

        assertThat(findings).extracting(Finding::rule).contains(rule);
    }

    @Test
    void theShortestWayIsTold() {
        List<Finding> findings =
                Proof.complete().examine(Shipped.edited(Mutation.BYPASS_TASK, "change-target", "verify-backup"));

        Finding invariant = findings.stream()
                .filter(finding ->
                        finding.rule().equals("R00") && finding.elements().contains("apply-upgrade"))
                .findFirst()
                .orElseThrow();
        assertThat(invariant.path())
                .extracting(Finding.Step::element)
                .endsWith("back-up", "is-the-backup-proven", "apply-upgrade");
        assertThat(invariant.told()).contains("\"Apply upgrade\" changes the system without a verified backup");
    }

    @Test
    void aSingleModelHasToBeGivenWithThoseItCalls() {
        List<ModelGate.Model> alone = Shipped.models().stream()
                .filter(model -> model.resource().contains("rollout"))
                .toList();

        assertThat(Proof.complete().examine(alone)).extracting(Finding::rule).contains("called-model");
    }
}

package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people are asked at each level, and the ways an upgrade goes that matter most. */
class ModelWalkTest extends ModelWalk {

    @Test
    void aNormalUpgradeAsksPeopleThreeTimesAfterTheRequest() {
        walkToTheEnd();

        assertThat(people).containsExactly("plan-upgrade", "approve-upgrade", "sign-off");
        assertThat(steps)
                .containsSubsequence(
                        "fetch-artefacts",
                        "quiesce-system",
                        "back-up",
                        "verify-backup",
                        "apply-upgrade",
                        "run-acceptance-checks",
                        "prove-checks-can-fail",
                        "roll-back",
                        "announce-upgrade",
                        "fetch-artefacts",
                        "find-window-start",
                        "quiesce-system",
                        "back-up",
                        "verify-backup",
                        "apply-upgrade",
                        "run-acceptance-checks",
                        "resume-system",
                        "tell-users")
                .containsOnlyOnce("find-window-start");
        assertThat(steps).filteredOn("fetch-artefacts"::equals).hasSize(2);
    }

    @Test
    void aPreApprovedStandardChangeAsksNobodyAfterTheRequest() {
        level("LOW", 0, false, 0);
        walkToTheEnd();

        assertThat(people).isEmpty();
    }

    @Test
    void theStrictPathAsksSixTimesAfterTheRequest() {
        level("HIGH", 2, true, 1);
        walkToTheEnd();

        assertThat(people)
                .containsExactlyInAnyOrder(
                        "assess-impact",
                        "plan-upgrade",
                        "approve-upgrade",
                        "approve-upgrade",
                        "confirm-readiness",
                        "sign-off");
    }

    @Test
    void anEmergencyAsksOnceBeforeAndTwiceAfter() {
        level("EMERGENCY", 1, false, 1);
        put(Variables.DEBTS_OPEN, true);
        walkToTheEnd();

        assertThat(people).containsExactly("approve-upgrade", "sign-off", "review-shortcuts");
    }

    @Test
    void anUnsoundPlanIsPlannedByAPersonAtEveryLevel() {
        level("LOW", 0, false, 0);
        put(Variables.PLAN_SOUND, false);
        start();
        walkUntil("plan-upgrade");
        put(Variables.PLAN_SOUND, true);
        walkToTheEndOf();

        assertThat(people).containsExactly("plan-upgrade");
    }

    @Test
    void aRefusedApplyLeadsToResumeAndNeverToRollBack() {
        level("LOW", 0, false, 0);
        outcomes.put("apply-upgrade", "REFUSED");
        put(Variables.TARGET_OUTCOME, "UNTOUCHED");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        walkToTheEnd();

        assertThat(steps).contains("resume-system-unchanged", "close-brackets").doesNotContain("roll-back");
    }

    @Test
    void aFailedCheckIsDecidedAndTakenBack() {
        level("LOW", 0, false, 0);
        outcomes.put("run-acceptance-checks", "FAILED");
        answer("decide-on-failure", "go-back");
        put(Variables.TARGET_OUTCOME, "BACK");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        walkToTheEnd();

        assertThat(people).containsExactly("decide-on-failure");
        assertThat(steps)
                .containsSubsequence(
                        "quiesce-before-going-back", "roll-back", "verify-rollback", "resume-after-going-back");
    }

    @Test
    void withNoAnswerInTimeTheAgreedDefaultTakesTheTargetBack() {
        level("LOW", 0, false, 0);
        outcomes.put("run-acceptance-checks", "FAILED");
        put(Variables.ORDER, "go-back");
        put(Variables.TARGET_OUTCOME, "BACK");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        start();
        walkUntil("decide-on-failure");
        fire("no-answer-in-time");
        walkToTheEndOf();

        assertThat(people).isEmpty();
        assertThat(steps).contains("roll-back");
    }

    @Test
    void aStopCutsTheRunningApplyAndIsConfirmedBeforeAnythingElse() {
        level("LOW", 0, false, 0);
        hold.add("apply-upgrade");
        put(Variables.TARGET_OUTCOME, "BACK");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        start();
        walk();
        assertThat(openTopics()).containsExactly("apply-upgrade");

        wake(UpgradeProcess.Message.STOP_ORDERED);
        outcomes.put("stop-running-step", "UNKNOWN");
        walkUntil("confirm-that-nothing-runs");
        assertThat(steps).doesNotContain("roll-back");

        outcomes.put("stop-running-step", "SUCCEEDED");
        walkToTheEndOf();
        assertThat(steps).containsSubsequence("stop-running-step", "stop-running-step", "roll-back", "close-brackets");
    }

    @Test
    void theGuardAsksAtItsMomentAndAsksAgainWhenTheWindowMoves() {
        level("LOW", 0, false, 0);
        hold.add("apply-upgrade");
        start();
        walk();
        fire("decider-is-asked");
        walkUntil("decide-when-time-runs-out");

        wake(UpgradeProcess.Message.WINDOW_CHANGED);
        walk();
        assertThat(tasks()).isEmpty();

        fire("decider-is-asked");
        answer("decide-when-time-runs-out", "extend");
        walk();
        assertThat(people).containsExactly("decide-when-time-runs-out");

        hold.clear();
        walkToTheEndOf();
        assertThat(steps).contains("resume-system");
    }

    @Test
    void withNoAnswerToTheGuardTheAgreedDefaultBecomesAnOrder() {
        level("LOW", 0, false, 0);
        hold.add("apply-upgrade");
        start();
        walk();
        fire("decider-is-asked");
        walkUntil("decide-when-time-runs-out");
        fire("no-answer-in-time");
        walk();

        assertThat(steps).containsSubsequence("take-agreed-default", "give-order", "find-next-moment");
        assertThat(tasks()).isEmpty();
    }

    @Test
    void troubleWhileWatchingEndsTheOpenSignOffAndIsDecided() {
        hold.add("sign-off");
        outcomes.put("compare-with-baseline", "FAILED");
        answer("decide-on-disturbance", "not-stable");
        start();
        walkUntil("decide-on-failure");

        assertThat(tasks()).containsExactly("decide-on-failure");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        put(Variables.TARGET_OUTCOME, "BACK");
        answer("decide-on-failure", "go-back");
        waves = 0;
        walkToTheEndOf();
        assertThat(steps.subList(steps.indexOf("compare-with-baseline"), steps.size()))
                .contains("roll-back")
                .doesNotContain("apply-upgrade");
    }

    @Test
    void aVoidApprovalLeadsBackToPreparation() {
        start();
        hold.add("window-opens");
        walk();
        wake(UpgradeProcess.Message.APPROVAL_VOID);
        hold.clear();
        walkToTheEndOf();

        assertThat(people)
                .containsExactly("plan-upgrade", "approve-upgrade", "plan-upgrade", "approve-upgrade", "sign-off");
    }

    @Test
    void anUpgradeCancelledWhileAssessedIsClosed() {
        hold.add("capture-inventory");
        start();
        walk();
        wake(UpgradeProcess.Message.UPGRADE_CANCELLED);
        walkToTheEndOf();

        assertThat(people).isEmpty();
        assertThat(steps).containsSubsequence("tell-users", "write-record", "seal-record");
    }

    @Test
    void aTargetThatCannotBeTakenBackNeedsRepairAndIsLeftBehind() {
        level("LOW", 0, false, 0);
        outcomes.put("run-acceptance-checks", "FAILED");
        outcomes.put("roll-back", "FAILED");
        answer("decide-on-failure", "go-back");
        answer("decide-on-failed-rollback", "hand-over");
        answer("decide-on-targets-left-behind", "accept");
        put(Variables.TARGET_OUTCOME, "NEEDS_REPAIR");
        put(Variables.ROLLOUT_OUTCOME, "left-behind");
        walkToTheEnd();

        assertThat(people)
                .containsExactly("decide-on-failure", "decide-on-failed-rollback", "decide-on-targets-left-behind");
        assertThat(ended("target-needs-repair")).isTrue();
    }
}

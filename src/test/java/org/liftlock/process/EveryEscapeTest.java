package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way out of every step, and where it leads. Nobody is asked unless the escape asks. */
class EveryEscapeTest extends ModelWalk {

    // Assessment

    @ParameterizedTest
    @CsvSource({"defer, upgrade-deferred", "refuse, upgrade-refused"})
    void whatIsNotWorthDoingEndsAtOnce(String assessment, String ending) {
        put(Variables.ASSESSMENT, assessment);
        walkToTheEnd();

        assertThat(ended(ending)).isTrue();
        assertThat(people).isEmpty();
    }

    @Test
    void whatIsUnknownIsLookedAtAgain() {
        low();
        first(Variables.ASSESSMENT, "find-out-more");
        walkToTheEnd();

        assertThat(steps).containsSubsequence("capture-inventory", "weigh-reason", "capture-inventory", "weigh-reason");
    }

    @Test
    void aLateAssessorIsReminded() {
        level("HIGH", 1, false, 1);
        start();
        walkUntil("assess-impact");
        fire("assessment-is-late");
        walkToTheEndOf();

        assertThat(steps).contains("remind-assessor");
    }

    // Preparation

    @Test
    void aPlannerMayHaveItAssessedAgainOnTheStricterPath() {
        firstAnswers("plan-upgrade", "assess-again");
        walkToTheEnd();

        assertThat(people).containsExactly("plan-upgrade", "plan-upgrade", "approve-upgrade", "sign-off");
    }

    @Test
    void anotherMethodIsShownToThePlannerAsANewPlanBeforeItIsChecked() {
        firstAnswers("plan-upgrade", "another-method");
        walkToTheEnd();

        assertThat(people).containsExactly("plan-upgrade", "plan-upgrade", "approve-upgrade", "sign-off");
        assertThat(steps).containsOnlyOnce("check-plan", "capture-inventory", "draft-plan");
    }

    @Test
    void aPlannerMayGiveUp() {
        answer("plan-upgrade", "give-up");
        walkToTheEnd();

        assertThat(people).containsExactly("plan-upgrade");
        assertThat(steps).contains("tell-users", "seal-record").doesNotContain("announce-upgrade");
    }

    @Test
    void aRehearsalThatProvedNothingIsPlannedAnew() {
        first(Variables.REHEARSAL_PROVEN, false);
        walkToTheEnd();

        assertThat(people).containsExactly("plan-upgrade", "plan-upgrade", "approve-upgrade", "sign-off");
    }

    @Test
    void anApprovalSentBackIsPlannedAnew() {
        first(Variables.APPROVAL_VERDICT, "changes-wanted");
        walkToTheEnd();

        assertThat(people)
                .containsExactly("plan-upgrade", "approve-upgrade", "plan-upgrade", "approve-upgrade", "sign-off");
    }

    @Test
    void aRefusedApprovalEndsIt() {
        put(Variables.APPROVAL_VERDICT, "refused");
        walkToTheEnd();

        assertThat(people).containsExactly("plan-upgrade", "approve-upgrade");
        assertThat(steps).doesNotContain("announce-upgrade");
    }

    @Test
    void silentApproversAreRemindedAndThenEscalated() {
        start();
        walkUntil("approve-upgrade");
        fire("reminder-is-due");
        fire("approval-is-overdue");
        walkToTheEndOf();

        assertThat(steps).contains("remind-approvers", "escalate-approval", "resume-system");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan-upgrade", "approve-upgrade"})
    void anUpgradeMayBeCancelledWhilePeoplePrepareIt(String task) {
        start();
        walkUntil(task);
        wake(UpgradeProcess.Message.UPGRADE_CANCELLED);
        walkToTheEndOf();

        assertThat(people).doesNotContain(task);
        assertThat(steps).contains("seal-record").doesNotContain("announce-upgrade");
    }

    // Waiting for the window

    @Test
    void readinessIsHandedOverToTheDeputyAndEscalatedWhenNobodyConfirms() {
        level("HIGH", 1, false, 1);
        firstAnswers("confirm-readiness", "hand-over");
        start();
        walkUntil("confirm-readiness");
        fire("readiness-is-not-confirmed");
        walkToTheEndOf();

        assertThat(people).containsSubsequence("confirm-readiness", "confirm-readiness", "sign-off");
        assertThat(steps).contains("escalate-readiness");
    }

    @Test
    void whoeverIsNotReadyPostponesToAnotherPlan() {
        level("HIGH", 1, false, 1);
        firstAnswers("confirm-readiness", "replan");
        walkToTheEnd();

        assertThat(people)
                .containsSubsequence("plan-upgrade", "confirm-readiness", "plan-upgrade", "confirm-readiness");
        assertThat(ended("upgrade-postponed")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "REFUSED", "UNKNOWN"})
    void artefactsThatAreNotThereAreAPersonsMatterAtEveryLevelAndAreFetchedAgain(String outcome) {
        low();
        firstOutcomes("fetch-artefacts", outcome);
        walkToTheEnd();

        assertThat(people).containsExactly("confirm-readiness");
        assertThat(steps).containsSubsequence("fetch-artefacts", "fetch-artefacts", "find-window-start");
    }

    @Test
    void backupsThatAreProvenInTwoStepsArePreparedBeforeTheWindowIsAwaited() {
        low();
        first(Variables.MAY_START, "prepare");
        walkToTheEnd();

        assertThat(people).isEmpty();
        assertThat(steps)
                .containsSubsequence(
                        "check-go-ahead", "prepare-backups", "find-window-start", "check-go-ahead", "back-up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "REFUSED", "UNKNOWN"})
    void basesThatAreNotProvenAreAPersonsMatterAndAreTakenAgain(String outcome) {
        low();
        first(Variables.MAY_START, "prepare", "prepare");
        firstOutcomes("prepare-backups", outcome);
        walkToTheEnd();

        assertThat(people).containsExactly("confirm-readiness");
        assertThat(steps)
                .containsSubsequence("prepare-backups", "fetch-artefacts", "prepare-backups", "find-window-start");
    }

    @Test
    void withoutItsArtefactsAnUpgradeMayBePostponed() {
        low();
        firstOutcomes("fetch-artefacts", "FAILED");
        answer("confirm-readiness", "replan");
        walkToTheEnd();

        assertThat(ended("upgrade-postponed")).isTrue();
        assertThat(steps).containsSubsequence("fetch-artefacts", "seal-plan", "fetch-artefacts", "find-window-start");
    }

    @Test
    void theWindowIsNotAwaitedWhileArtefactsAreBeingFetchedAndACancelledUpgradeNeedsThemNoMore() {
        low();
        hold.add("fetch-artefacts");
        start();
        walk();
        assertThat(openTopics()).containsExactly("fetch-artefacts");
        assertThat(steps).doesNotContain("find-window-start");

        wake(UpgradeProcess.Message.UPGRADE_CANCELLED);
        walkToTheEndOf();

        assertThat(steps).contains("seal-record").doesNotContain("find-window-start");
    }

    @Test
    void aRehearsalWithoutItsArtefactsTouchesNothing() {
        firstOutcomes("fetch-artefacts", "FAILED");
        first(Variables.REHEARSAL_PROVEN, false);
        start();
        walkUntil("approve-upgrade");

        assertThat(people).containsExactly("plan-upgrade", "plan-upgrade");
        assertThat(steps.subList(0, steps.lastIndexOf("fetch-artefacts")))
                .containsSubsequence("fetch-artefacts", "resume-system-unchanged", "close-brackets", "judge-rehearsal")
                .doesNotContain("take-baseline", "quiesce-system");
    }

    @Test
    void aWindowThatMovesIsAwaitedAnew() {
        low();
        hold.add("window-opens");
        start();
        walk();
        wake(UpgradeProcess.Message.WINDOW_CHANGED);
        hold.clear();
        walkToTheEndOf();

        assertThat(steps).containsSubsequence("find-window-start", "find-window-start", "check-go-ahead");
    }

    @Test
    void anUpgradeMayBeCancelledWhileItWaits() {
        low();
        hold.add("window-opens");
        start();
        walk();
        wake(UpgradeProcess.Message.UPGRADE_CANCELLED);
        walkToTheEndOf();

        assertThat(steps).contains("seal-record").doesNotContain("check-go-ahead");
    }

    @Test
    void whatMayNotStartWaitsIsPlannedAnewOrCancelled() {
        low();
        first(Variables.MAY_START, "not-yet", "replan", "cancel");
        walkToTheEnd();

        assertThat(steps)
                .containsSubsequence(
                        "check-go-ahead",
                        "find-window-start",
                        "check-go-ahead",
                        "draft-plan",
                        "check-go-ahead",
                        "seal-record")
                .doesNotContain("apply-upgrade");
    }

    // Execution inside the window

    @Test
    void theGuardLooksForItsNextMomentWhenTheWindowChanges() {
        low();
        hold.add("apply-upgrade");
        start();
        walk();
        wake(UpgradeProcess.Message.WINDOW_CHANGED);
        hold.clear();
        walkToTheEndOf();

        assertThat(steps).containsSubsequence("find-next-moment", "find-next-moment", "resume-system");
    }

    @Test
    void targetsLeftBehindAreTriedInANewWindowThenTakenBackThenKept() {
        low();
        waves("wave", "none-left", "wave", "none-left", "wave", "none-left");
        put(Variables.ROLLOUT_OUTCOME, "left-behind");
        put(Variables.TARGET_OUTCOME, "NEEDS_REPAIR");
        firstAnswers("decide-on-targets-left-behind", "go-on", "go-back", "accept");
        walkToTheEnd();

        assertThat(people).hasSize(3).containsOnly("decide-on-targets-left-behind");
        assertThat(steps).containsSubsequence("draft-plan", "draft-plan", "roll-back", "tell-users");
    }

    @Test
    void whatIsTakenBackAfterwardsWaitsForTheWindowThatWasOpenedForIt() {
        low();
        outcomes.put("compare-with-baseline", "FAILED");
        answer("decide-on-disturbance", "not-stable");
        answer("decide-on-failure", "go-back");
        hold.add("take-back-window-opens");
        start();
        walk();
        assertThat(steps).endsWith("find-take-back-start");

        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        put(Variables.TARGET_OUTCOME, "BACK");
        waves = 0;
        fire("take-back-window-opens");
        walkToTheEndOf();

        assertThat(steps).containsSubsequence("find-take-back-start", "roll-back", "tell-users");
    }

    @Test
    void whatWasNotTouchedMayTryAnotherWindow() {
        low();
        waves("wave", "none-left", "wave", "none-left");
        first(Variables.ROLLOUT_OUTCOME, "none-raised");
        first(Variables.TRY_AGAIN, true);
        walkToTheEnd();

        assertThat(steps).containsSubsequence("draft-plan", "announce-upgrade", "draft-plan", "announce-upgrade");
    }

    // Waves

    @Test
    void aHaltedRolloutIsDecided() {
        low();
        put(Variables.WAVE_VERDICT, "halt");
        answer("decide-on-halted-rollout", "go-on");
        walkToTheEnd();

        assertThat(people).containsExactly("decide-on-halted-rollout");
        assertThat(steps).containsSubsequence("judge-wave", "find-time-to-answer", "give-order");
    }

    @Test
    void aHaltedRolloutAsksAgainWhenTheWindowChangesAndTakesTheAgreedAnswerOnSilence() {
        low();
        waves("halted", "go-back", "wave", "none-left");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        start();
        walkUntil("decide-on-halted-rollout");
        wakeIn("rollout", UpgradeProcess.Message.WINDOW_CHANGED);
        walkUntil("decide-on-halted-rollout");
        fire("no-answer-in-time");
        walkToTheEndOf();

        assertThat(people).isEmpty();
        assertThat(steps).containsSubsequence("take-agreed-default", "give-order", "roll-back");
    }

    // One target

    @Test
    void bracketsThatDoNotOpenLeaveTheTargetAsItIs() {
        low();
        outcomes.put("open-brackets", "FAILED");
        untouched();

        assertThat(steps).contains("resume-system-unchanged", "close-brackets").doesNotContain("quiesce-system");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "REFUSED"})
    void aSystemThatIsNotQuietRunsOn(String outcome) {
        low();
        outcomes.put("quiesce-system", outcome);
        untouched();

        assertThat(steps).contains("resume-system-unchanged").doesNotContain("back-up");
    }

    @Test
    void anUnknownQuiescingIsTriedAgainOrGivenUp() {
        low();
        outcomes.put("quiesce-system", "UNKNOWN");
        firstAnswers("decide-on-unknown-quiescing", "again", "give-up");
        untouched();

        assertThat(people).containsExactly("decide-on-unknown-quiescing", "decide-on-unknown-quiescing");
        assertThat(steps).doesNotContain("back-up").contains("resume-system-unchanged");
    }

    @Test
    void anUnprovenBackupIsTakenAgainOrGivenUpAndNothingIsApplied() {
        low();
        outcomes.put("verify-backup", "FAILED");
        firstAnswers("decide-on-unproven-backup", "again", "give-up");
        untouched();

        assertThat(steps).containsSubsequence("back-up", "verify-backup", "back-up", "verify-backup");
        assertThat(steps).doesNotContain("apply-upgrade").contains("resume-system-unchanged");
    }

    @Test
    void anUnknownApplyIsTriedAgainOrFoundApplied() {
        low();
        outcomes.put("apply-upgrade", "UNKNOWN");
        firstAnswers("decide-on-unknown-outcome", "again", "applied");
        walkToTheEnd();

        assertThat(steps)
                .containsSubsequence("apply-upgrade", "apply-upgrade", "run-acceptance-checks", "resume-system");
    }

    @Test
    void anUnknownApplyIsTakenBack() {
        low();
        outcomes.put("apply-upgrade", "UNKNOWN");
        answer("decide-on-unknown-outcome", "go-back");
        takenBack();

        assertThat(steps)
                .doesNotContain("run-acceptance-checks", "resume-system")
                .contains("roll-back");
    }

    @Test
    void whatHasToBeRebootedIsRebootedBetweenApplyAndItsChecks() {
        low();
        put(Variables.REBOOT_WANTED, true);
        walkToTheEnd();

        assertThat(people).isEmpty();
        assertThat(steps)
                .containsSubsequence("apply-upgrade", "reboot-target", "run-acceptance-checks", "resume-system");
    }

    @Test
    void whatDoesNotComeBackFromItsRebootIsDecidedOn() {
        low();
        put(Variables.REBOOT_WANTED, true);
        outcomes.put("reboot-target", "FAILED");
        firstAnswers("decide-on-failure", "retry", "go-back");
        takenBack();

        assertThat(steps)
                .containsSubsequence(
                        "reboot-target",
                        "apply-upgrade",
                        "reboot-target",
                        "roll-back",
                        "reboot-after-going-back",
                        "verify-rollback")
                .doesNotContain("run-acceptance-checks");
    }

    @Test
    void aFailedApplyIsRetriedHeldCheckedAgainAndAccepted() {
        low();
        outcomes.put("apply-upgrade", "FAILED");
        outcomes.put("run-acceptance-checks", "FAILED");
        firstAnswers("decide-on-failure", "retry", "hold", "check-again", "accept");
        walkToTheEnd();

        assertThat(people).hasSize(4).containsOnly("decide-on-failure");
        assertThat(steps)
                .containsSubsequence("apply-upgrade", "apply-upgrade", "run-acceptance-checks", "resume-system");
    }

    @Test
    void aTargetThatFailedMayBeLeftOut() {
        low();
        outcomes.put("apply-upgrade", "FAILED");
        answer("decide-on-failure", "leave-out");
        takenBack();

        assertThat(steps).contains("roll-back", "verify-rollback");
    }

    @Test
    void aFailureIsAskedAgainWhenTheWindowChanges() {
        low();
        outcomes.put("run-acceptance-checks", "FAILED");
        answer("decide-on-failure", "accept");
        start();
        walkUntil("decide-on-failure");
        wakeIn("change-target", UpgradeProcess.Message.WINDOW_CHANGED);
        walkToTheEndOf();

        assertThat(people).containsExactly("decide-on-failure");
        assertThat(steps).containsSubsequence("find-time-to-answer", "find-time-to-answer", "resume-system");
    }

    @Test
    void aResumeThatFailedIsTriedAgainOrTakenBack() {
        low();
        outcomes.put("resume-system", "FAILED");
        firstAnswers("decide-on-failed-resume", "again", "go-back");
        takenBack();

        assertThat(steps).containsSubsequence("resume-system", "resume-system", "roll-back");
    }

    @Test
    void aResumeOfAnUntouchedTargetIsTriedAgainOrHandedOver() {
        low();
        outcomes.put("quiesce-system", "FAILED");
        outcomes.put("resume-system-unchanged", "FAILED");
        firstAnswers("decide-on-failed-resume-unchanged", "again", "hand-over");
        put(Variables.TARGET_OUTCOME, "NEEDS_REPAIR");
        put(Variables.ROLLOUT_OUTCOME, "left-behind");
        answer("decide-on-targets-left-behind", "accept");
        walkToTheEnd();

        assertThat(steps).containsSubsequence("resume-system-unchanged", "resume-system-unchanged", "close-brackets");
        assertThat(ended("target-needs-repair")).isTrue();
    }

    @Test
    void bracketsThatStayOpenAreClosedAgainOrAccepted() {
        low();
        outcomes.put("close-brackets", "FAILED");
        firstAnswers("decide-on-open-brackets", "again", "accept");
        walkToTheEnd();

        assertThat(steps).containsSubsequence("close-brackets", "close-brackets", "settle-target");
    }

    @Test
    void aStopBeforeApplyResumesTheTargetUnchanged() {
        low();
        hold.add("back-up");
        put(Variables.APPLY_STARTED, false);
        start();
        walk();
        wake(UpgradeProcess.Message.STOP_ORDERED);
        put(Variables.TARGET_OUTCOME, "UNTOUCHED");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        walkToTheEndOf();

        assertThat(steps)
                .containsSubsequence("stop-running-step", "resume-system-unchanged")
                .doesNotContain("roll-back");
    }

    @Test
    void aStopThatNobodyConfirmsIsEscalated() {
        low();
        hold.add("apply-upgrade");
        firstOutcomes("stop-running-step", "UNKNOWN");
        start();
        walk();
        wake(UpgradeProcess.Message.STOP_ORDERED);
        walkUntil("confirm-that-nothing-runs");
        fire("confirmation-is-late");
        put(Variables.TARGET_OUTCOME, "BACK");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        walkToTheEndOf();

        assertThat(steps).contains("escalate-confirmation", "roll-back");
    }

    // The way back

    @Test
    void aFailedRollBackIsTriedAgainRepairedByHandAndChecked() {
        low();
        outcomes.put("apply-upgrade", "FAILED");
        answer("decide-on-failure", "go-back");
        firstOutcomes("quiesce-before-going-back", "FAILED");
        firstOutcomes("roll-back", "UNKNOWN");
        firstOutcomes("verify-rollback", "FAILED");
        firstAnswers("decide-on-failed-rollback", "again", "again", "check-again");
        takenBack();

        assertThat(people).filteredOn("decide-on-failed-rollback"::equals).hasSize(3);
        assertThat(ended("target-is-back")).isTrue();
    }

    @Test
    void aFailedRollBackIsEscalatedAtOnceWhenNobodyAnswers() {
        low();
        outcomes.put("apply-upgrade", "FAILED");
        answer("decide-on-failure", "go-back");
        firstOutcomes("roll-back", "FAILED");
        answer("decide-on-failed-rollback", "again");
        put(Variables.TARGET_OUTCOME, "BACK");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        start();
        walkUntil("decide-on-failed-rollback");
        fire("no-answer-about-the-rollback");
        walkToTheEndOf();

        assertThat(steps).contains("escalate-failed-rollback", "resume-after-going-back");
    }

    @Test
    void aResumeAfterGoingBackIsTriedAgainOrHandedOver() {
        low();
        outcomes.put("apply-upgrade", "FAILED");
        answer("decide-on-failure", "go-back");
        outcomes.put("resume-after-going-back", "UNKNOWN");
        firstAnswers("decide-on-failed-resume", "again", "hand-over");
        put(Variables.TARGET_OUTCOME, "NEEDS_REPAIR");
        put(Variables.ROLLOUT_OUTCOME, "left-behind");
        answer("decide-on-targets-left-behind", "accept");
        walkToTheEnd();

        assertThat(steps).containsSubsequence("resume-after-going-back", "resume-after-going-back", "close-brackets");
        assertThat(ended("needs-repair")).isTrue();
    }

    // Verification and deployment

    @Test
    void whatDoesNotWorkForTheUsersIsDecidedAndMayBeAccepted() {
        put(Variables.SIGN_OFF_VERDICT, "does-not-work");
        answer("decide-on-failure", "accept");
        walkToTheEnd();

        assertThat(people).containsSubsequence("sign-off", "decide-on-failure");
        assertThat(steps).contains("seal-record");
    }

    @Test
    void aSilentRepresentativeIsReminded() {
        start();
        walkUntil("sign-off");
        fire("sign-off-is-awaited");
        walkToTheEndOf();

        assertThat(steps).contains("remind-representatives");
    }

    @Test
    void aDisturbanceIsWatchedOnEscalatedAndAccepted() {
        low();
        first(Variables.LAST_LOOK, false);
        firstOutcomes("compare-with-baseline", "SUCCEEDED", "FAILED", "FAILED");
        firstAnswers("decide-on-disturbance", "go-on", "accept");
        start();
        walkUntil("decide-on-disturbance");
        fire("no-answer-about-the-disturbance");
        walkToTheEndOf();

        assertThat(people).containsExactly("decide-on-disturbance", "decide-on-disturbance");
        assertThat(steps).contains("escalate-disturbance");
        assertThat(ended("accepted-with-known-issue")).isTrue();
    }

    @Test
    void troubleThatIsReportedIsLookedAtAtOnce() {
        low();
        hold.add("next-look-is-due");
        start();
        walk();
        wake(UpgradeProcess.Message.TROUBLE_REPORTED);
        hold.clear();
        walkToTheEndOf();

        assertThat(steps).contains("compare-with-baseline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "UNKNOWN"})
    void whatIsLeftToDoIsDoneAgainOrKeptAsAKnownIssue(String outcome) {
        low();
        put(Variables.REBUILD_NEEDED, true);
        put(Variables.FINISH_NEEDED, true);
        firstOutcomes("rebuild-what-was-held", outcome);
        outcomes.put("finish-change", outcome);
        firstAnswers("decide-on-what-is-left-to-do", "again", "accept");
        walkToTheEnd();

        assertThat(steps)
                .containsSubsequence("rebuild-what-was-held", "rebuild-what-was-held", "finish-change", "seal-record");
    }

    @Test
    void theLastStepIsTakenAndTheUpgradeIsProved() {
        low();
        put(Variables.FINISH_NEEDED, true);
        walkToTheEnd();

        assertThat(steps).containsSubsequence("compare-with-baseline", "finish-change", "tell-users");
        assertThat(people).isEmpty();
    }

    // Closing

    @Test
    void whatIsOpenIsClosedByAPerson() {
        low();
        put(Variables.ANYTHING_OPEN, true);
        walkToTheEnd();

        assertThat(people).containsExactly("close-upgrade");
    }

    private void low() {
        level("LOW", 0, false, 0);
    }

    private void untouched() {
        put(Variables.TARGET_OUTCOME, "UNTOUCHED");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        walkToTheEnd();
        assertThat(ended("target-is-untouched")).isTrue();
    }

    private void takenBack() {
        put(Variables.TARGET_OUTCOME, "BACK");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        walkToTheEnd();
        assertThat(ended("target-is-as-before")).isTrue();
    }
}

package org.liftlock.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.EngineTest;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.Outcome;
import org.liftlock.lifecycle.Stage;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** The shipped models with their own delegates, wherever an upgrade stands when somebody steps in. */
@EngineTest
@Import(WalkRooms.class)
@TestPropertySource(properties = "liftlock.wake.every=PT1H")
class InterventionsTest {

    @Autowired
    private WalkedUpgrade walk;

    @Autowired
    private Interventions interventions;

    private String key;

    @BeforeEach
    void erikAsksForAnUpgrade() {
        key = walk.request();
    }

    // Cancelling

    @Test
    void anUpgradeCancelledDuringItsAssessmentClosesAndNobodyIsAsked() {
        interventions.intervene(key, Intervention.CANCEL, "mia", "The release was withdrawn");
        walk.toTheEnd(key);

        assertThat(walk.upgrade(key).outcome()).contains(Outcome.CANCELLED);
        assertThat(walk.told(key, "cancelled")).containsExactly("The release was withdrawn");
        assertThat(walk.peopleEverAsked(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan-upgrade", "approve-upgrade"})
    void anUpgradeCancelledWhilePeoplePrepareItClosesAndTheirTaskDisappears(String task) {
        walk.until(key, task);

        interventions.intervene(key, Intervention.CANCEL, "mia", "Not this month");
        walk.toTheEnd(key);

        assertThat(walk.upgrade(key).outcome()).contains(Outcome.CANCELLED);
        assertThat(walk.openTasks(key)).isEmpty();
        assertThat(walk.steps(key)).doesNotContain("announce-upgrade", "apply-upgrade");
    }

    @Test
    void aCancelledRehearsalIsStoppedPutBackAndThenTheUpgradeCloses() {
        key = walk.requestRehearsed();
        walk.until(key, "back-up");

        interventions.intervene(key, Intervention.CANCEL, "erik", "Staging is needed for something else");
        walk.until(key, "plan-upgrade").cancellationIsRepeated();
        walk.toTheEnd(key);

        assertThat(walk.steps(key))
                .containsSubsequence("quiesce-system", "stop-running-step", "resume-system-unchanged", "tell-users")
                .doesNotContain("apply-upgrade", "announce-upgrade");
        assertThat(walk.upgrade(key).outcome()).contains(Outcome.CANCELLED);
    }

    @Test
    void anUpgradeCancelledWhileItWaitsForItsWindowIsNotStarted() {
        walk.until(key, "window-opens");

        interventions.intervene(key, Intervention.CANCEL, "mia", "The fair was moved to that day");
        assertThat(walk.upgrade(key).stage()).as("at once").isEqualTo(Stage.CLOSING);
        walk.toTheEnd(key);

        assertThat(walk.upgrade(key).outcome()).contains(Outcome.CANCELLED);
        assertThat(walk.steps(key)).doesNotContain("take-baseline");
    }

    @Test
    void anUpgradeCancelledBeforeItsFirstTargetWasChangedRunsOnAsItWas() {
        walk.until(key, "back-up");

        interventions.intervene(key, Intervention.CANCEL, "mia", "Wrong version");
        walk.toTheEnd(key);

        assertThat(walk.steps(key)).contains("stop-running-step", "resume-system-unchanged");
        assertThat(walk.steps(key)).doesNotContain("apply-upgrade", "roll-back");
        assertThat(walk.upgrade(key).outcome()).contains(Outcome.CANCELLED);
    }

    @Test
    void anUpgradeCancelledAfterATargetWasChangedIsTakenBack() {
        walk.until(key, "run-acceptance-checks");

        interventions.intervene(key, Intervention.CANCEL, "mia", "Customers call already");
        walk.until(key, "close-upgrade");

        assertThat(walk.steps(key))
                .containsSubsequence("apply-upgrade", "stop-running-step", "roll-back", "verify-rollback");
        assertThat(walk.upgrade(key).outcome()).contains(Outcome.BACK_AS_BEFORE);
        assertThat(walk.peopleEverAsked(key)).doesNotContain("decide-on-failure", "decide-when-time-runs-out");
    }

    @Test
    void aDecisionThatIsOpenInTheWindowIsAnsweredByCancelling() {
        walk.fails("run-acceptance-checks").until(key, "decide-on-failure");

        interventions.intervene(key, Intervention.CANCEL, "mia", "No more of this tonight");
        walk.until(key, "close-upgrade");

        assertThat(walk.steps(key)).contains("roll-back");
        assertThat(walk.upgrade(key).outcome()).contains(Outcome.BACK_AS_BEFORE);
    }

    @Test
    void aCancellationThatNobodyHeardHoldsEvenWhenThePlanIsSealedAndTheWindowOpens() {
        walk.until(key, "window-opens");

        walk.cancelUnheard(key);
        walk.toTheEnd(key);

        assertThat(walk.upgrade(key).outcome()).contains(Outcome.CANCELLED);
        assertThat(walk.steps(key)).doesNotContain("take-baseline");
    }

    @Test
    void aPlanThatIsSealedAfterwardsDoesNotCallACancellationOff() {
        walk.until(key, "plan-upgrade");

        walk.cancelUnheard(key);
        walk.until(key, "approve-upgrade");

        assertThat(walk.directive(key)).isEqualTo(Directive.STOP_AND_GO_BACK);
    }

    @Test
    void whoCancelsTwiceLearnsThatItIsDoneAlready() {
        walk.until(key, "back-up");
        interventions.intervene(key, Intervention.CANCEL, "mia", "Wrong version");

        assertThatThrownBy(() -> interventions.intervene(key, Intervention.CANCEL, "erik", "Wrong version"))
                .isInstanceOf(InterventionRefused.class)
                .hasMessageContaining("was cancelled by mia already");
        assertThat(walk.told(key, "cancelled")).hasSize(1);
    }

    @Test
    void whatIsInUseCannotBeCancelledAndTheMessageSaysWhatToDo() {
        walk.until(key, "sign-off");

        assertThatThrownBy(() -> interventions.intervene(key, Intervention.CANCEL, "mia", "Too late"))
                .isInstanceOf(InterventionRefused.class)
                .hasMessageContaining("past its window")
                .hasMessageContaining("report trouble");
        assertThat(walk.told(key, "cancelled")).isEmpty();
        assertThat(walk.directive(key)).isEqualTo(Directive.GO_ON);
    }

    // Taking an approval back

    @Test
    void anUpgradeWhoseApprovalIsRevokedWhileItWaitsIsPlannedAndApprovedAnew() {
        walk.until(key, "window-opens");

        interventions.intervene(key, Intervention.REVOKE_APPROVAL, "ana", "The plan names the wrong host");

        assertThat(walk.upgrade(key).stage()).isEqualTo(Stage.PREPARATION);
        assertThat(walk.told(key, "approval-revoked")).containsExactly("The plan names the wrong host");
        assertThat(walk.missing(key)).isPresent();
    }

    @Test
    void whenAnApprovalIsRevokedInTheWindowTheDeciderIsAskedAndNothingNewStarts() {
        walk.until(key, "back-up");

        interventions.intervene(key, Intervention.REVOKE_APPROVAL, "ana", "The back-up system is being moved");
        walk.guardUntil(key, "decide-when-time-runs-out");

        assertThat(walk.missing(key)).isPresent();
        assertThat(walk.variable(key, "moment")).isEqualTo("approval-void");
        assertThat(walk.steps(key)).contains("escalate-to-decider").doesNotContain("stop-running-step");
    }

    @Test
    void whatNobodyApprovedYetHasNoApprovalToTakeBack() {
        walk.until(key, "plan-upgrade");

        assertThatThrownBy(() -> interventions.intervene(key, Intervention.REVOKE_APPROVAL, "ana", "I was wrong"))
                .isInstanceOf(InterventionRefused.class)
                .hasMessageContaining("no approval that could be taken back")
                .hasMessageContaining("cancel it");
        assertThat(walk.told(key, "approval-revoked")).isEmpty();
    }

    @Test
    void anApprovalThatHasDoneItsWorkStaysInTheRecord() {
        walk.until(key, "sign-off");

        assertThatThrownBy(() -> interventions.intervene(key, Intervention.REVOKE_APPROVAL, "ana", "I was wrong"))
                .isInstanceOf(InterventionRefused.class)
                .hasMessageContaining("report trouble");
        assertThat(walk.told(key, "approval-revoked")).isEmpty();
    }

    // Reporting trouble

    @Test
    void reportedTroubleIsLookedAtAtOnceAndTheDeciderIsAsked() {
        walk.until(key, "sign-off");

        interventions.intervene(key, Intervention.REPORT_TROUBLE, "uma", "Invoices have no number");

        assertThat(walk.waits(key, "compare-with-baseline"))
                .as("looked at at once")
                .isTrue();
        assertThat(walk.findings(key))
                .filteredOn(finding -> finding.origin().equals(Findings.TROUBLE_REPORTED))
                .extracting(Finding::sentence)
                .containsExactly("uma reports: Invoices have no number");
    }

    @Test
    void aSecondReportDoesNotSettleTheFirst() {
        walk.until(key, "sign-off");

        interventions.intervene(key, Intervention.REPORT_TROUBLE, "uma", "Invoices have no number");
        interventions.intervene(key, Intervention.REPORT_TROUBLE, "erik", "The log is full of warnings");

        assertThat(walk.findings(key))
                .filteredOn(finding -> finding.origin().equals(Findings.TROUBLE_REPORTED))
                .extracting(Finding::subject)
                .containsExactly("uma", "erik");
    }

    @Test
    void whatIsReportedWhileTheDeciderIsAskedBringsAnotherLookAtOnce() {
        walk.until(key, "sign-off");
        interventions.intervene(key, Intervention.REPORT_TROUBLE, "uma", "Invoices have no number");
        walk.fails("compare-with-baseline").until(key, "decide-on-disturbance");

        interventions.intervene(key, Intervention.REPORT_TROUBLE, "erik", "The log is full of warnings");
        walk.answers(key, "decide-on-disturbance", "go-on");

        Job look = walk.timer(key, "next-look-is-due");
        assertThat(look.getDuedate()).isBeforeOrEqualTo(walk.now());
        assertThat(walk.findings(key))
                .filteredOn(finding -> finding.origin().equals(Findings.TROUBLE_REPORTED))
                .extracting(Finding::subject)
                .containsExactly("erik");
    }

    @ParameterizedTest
    @ValueSource(strings = {"capture-inventory", "plan-upgrade", "back-up"})
    void thereIsNothingToReportOfWhatIsNotInUseYet(String where) {
        walk.until(key, where);

        assertThatThrownBy(() -> interventions.intervene(key, Intervention.REPORT_TROUBLE, "uma", "It is slow"))
                .isInstanceOf(InterventionRefused.class)
                .hasMessageContaining("not in use yet");
        assertThat(walk.findings(key)).noneMatch(finding -> finding.origin().equals(Findings.TROUBLE_REPORTED));
    }

    @Test
    void whoReportsAfterTheWatchLearnsWhereToSayIt() {
        walk.until(key, "sign-off").watchEnds(key);

        assertThatThrownBy(() -> interventions.intervene(key, Intervention.REPORT_TROUBLE, "uma", "It is slow"))
                .isInstanceOf(InterventionRefused.class)
                .hasMessageContaining("does not work");
    }

    // All of them

    @ParameterizedTest
    @EnumSource
    void aClosedUpgradeTakesNothingMore(Intervention intervention) {
        interventions.intervene(key, Intervention.CANCEL, "mia", "The release was withdrawn");
        walk.toTheEnd(key);

        assertThatThrownBy(() -> interventions.intervene(key, intervention, "mia", "Once more"))
                .isInstanceOf(InterventionRefused.class)
                .hasMessageContaining("is closed; ask for a new upgrade");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void withoutAReasonNothingIsDone(String reason) {
        assertThatThrownBy(() -> interventions.intervene(key, Intervention.CANCEL, "mia", reason))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing was done");
        assertThat(walk.directive(key)).isEqualTo(Directive.GO_ON);
    }

    @Test
    void anUpgradeThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> interventions.intervene("UPG-1999-0001", Intervention.CANCEL, "mia", "Whatever"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no upgrade UPG-1999-0001");
    }

    @Test
    void whatWouldHappenIsToldBeforehandForEachPlaceItCanStandAt() {
        assertThat(next(Intervention.CANCEL)).contains("Nothing was touched");
        walk.until(key, "window-opens");
        assertThat(next(Intervention.CANCEL)).contains("Its window is given up");
        assertThat(next(Intervention.REVOKE_APPROVAL)).contains("leaves its window and goes back to planning");
        walk.until(key, "back-up");
        assertThat(next(Intervention.CANCEL)).contains("restored from their proven backups");
        assertThat(next(Intervention.REVOKE_APPROVAL))
                .contains("The decider (mia, else carl) is asked at once")
                .contains("with no answer, everything is taken back");
        walk.until(key, "sign-off");
        assertThat(next(Intervention.REPORT_TROUBLE)).contains("Nothing is taken back before somebody has decided");
    }

    private String next(Intervention intervention) {
        return ((Prospect.Open) interventions.prospect(key, intervention)).next();
    }
}

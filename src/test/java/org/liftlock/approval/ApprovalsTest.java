package org.liftlock.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.approval.Approvals.Verdict;
import org.liftlock.planning.Plans;

class ApprovalsTest {

    private Rooms rooms;
    private Approvals approvals;
    private Plans plans;
    private String key;

    @BeforeEach
    void aSealedPlanThatTwoHaveToApprove() {
        rooms = Rooms.cleared();
        approvals = rooms.get(Approvals.class);
        plans = rooms.get(Plans.class);
        key = rooms.request();
        plans.write(key, rooms.plan(key), "erik");
        plans.seal(key);
        rooms.jdbc.sql("update upgrade set approvals_needed = 2").update();
    }

    @Test
    void whoeverAskedForTheUpgradeDoesNotApproveIt() {
        assertThatThrownBy(() -> approve("erik"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("R28: erik asked for this upgrade");
        assertThat(approvals.missing(key)).get().asString().startsWith("R28: 0 of 2");
    }

    @Test
    void theSamePersonDoesNotApproveTwice() {
        approve("anna");

        assertThatThrownBy(() -> approve("anna"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another person");
        assertThat(approvals.missing(key)).get().asString().startsWith("R28: 1 of 2");
    }

    @Test
    void whoIsAskedAgainAboutAPlanThatStandsApprovedMaySaySoAgain() {
        approve("anna");
        approve("ben");

        approve("anna");

        assertThat(approvals.verdict(key)).isEqualTo("approved");
    }

    @Test
    void twoPeopleTogetherApprove() {
        approve("anna");
        assertThat(approvals.verdict(key)).isEqualTo("changes-wanted");

        approve("ben");
        assertThat(approvals.missing(key)).isEmpty();
        assertThat(approvals.verdict(key)).isEqualTo("approved");
    }

    @Test
    void whereATemplateIsApprovedNobodyHasToBeAsked() {
        rooms.jdbc.sql("update upgrade set approvals_needed = 0").update();

        assertThat(approvals.verdict(key)).isEqualTo("approved");
    }

    @Test
    void oneRefusalIsEnough() {
        approve("anna");
        approve("ben");
        approvals.give(key, "carl", "change-managers", Verdict.REFUSED, "not before Christmas");

        assertThat(approvals.verdict(key)).isEqualTo("refused");
    }

    @Test
    void oneWishForChangesIsEnough() {
        approve("anna");
        approve("ben");
        approvals.give(key, "carl", "change-managers", Verdict.SENT_BACK, "name a deputy");

        assertThat(approvals.verdict(key)).isEqualTo("changes-wanted");
    }

    @Test
    void aRevokedApprovalNoLongerCountsAndIsKnownByItsTime() {
        approve("anna");
        approve("ben");
        rooms.clock.move(Duration.ofHours(1));

        int revoked = approvals.revoke(key, "anna", "the vendor has withdrawn 2.0");

        assertThat(revoked).isEqualTo(2);
        assertThat(approvals.missing(key)).get().asString().startsWith("R28: 0 of 2");
        assertThat(approvals.revokedAt(key)).contains(rooms.clock.instant());
        assertThat(rooms.told(key, "approval-revoked")).containsExactly("the vendor has withdrawn 2.0");
    }

    @Test
    void whoRevokedMayApproveAgain() {
        approve("anna");
        approvals.revoke(key, "anna", "by mistake");

        approve("anna");

        assertThat(approvals.missing(key)).get().asString().startsWith("R28: 1 of 2");
    }

    @Test
    void revokingNothingIsNotTold() {
        assertThat(approvals.revoke(key, "anna", "by mistake")).isZero();
        assertThat(rooms.told(key, "approval-revoked")).isEmpty();
        assertThat(approvals.revokedAt(key)).isEmpty();
    }

    @Test
    void aChangedPlanHasToBeApprovedAnew() {
        approve("anna");
        approve("ben");

        plans.write(key, rooms.plan(key).decidedBy("nina", "carl"), "erik");
        assertThat(approvals.missing(key)).contains("R28: the plan is not sealed");

        plans.seal(key);
        assertThat(approvals.missing(key)).get().asString().startsWith("R28: 0 of 2");
        assertThat(approvals.verdict(key)).isEqualTo("changes-wanted");
    }

    @Test
    void aRefusalOfAnEarlierPlanDoesNotRefuseTheNextOne() {
        approvals.give(key, "carl", "change-managers", Verdict.REFUSED, "no deputy");
        plans.write(key, rooms.plan(key).decidedBy("nina", "carl"), "erik");
        plans.seal(key);
        approve("anna");
        approve("ben");

        assertThat(approvals.verdict(key)).isEqualTo("approved");
    }

    @Test
    void anUnsealedPlanCannotBeApproved() {
        plans.write(key, rooms.plan(key).decidedBy("nina", "carl"), "erik");

        assertThatThrownBy(() -> approve("anna"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not sealed");
    }

    @Test
    void anApprovalIsVoidOnceOtherCommandsAreDescribed() {
        approve("anna");
        approve("ben");

        rooms.redescribe("[raise]", "[raise, --force]");

        assertThat(approvals.missing(key)).get().asString().contains("descriptions say has changed");
        assertThat(approvals.verdict(key)).isEqualTo("changes-wanted");
    }

    @Test
    void anApprovalStaysWhenOnlyTheContactOfTheUsersIsAnother() {
        approve("anna");
        approve("ben");

        rooms.redescribe("uma@example.com", "otto@example.com");

        assertThat(approvals.missing(key)).isEmpty();
    }

    @Test
    void everyAnswerIsToldWithTheDigestItSigns() {
        approvals.give(key, "carl", "change-managers", Verdict.SENT_BACK, "name a deputy");

        assertThat(rooms.told(key, "approval"))
                .containsExactly("sent back plan "
                        + plans.sealedDigest(key).orElseThrow().brief() + ": name a deputy");
    }

    private void approve(String who) {
        approvals.give(key, who, "approvers", Verdict.APPROVED, "");
    }
}

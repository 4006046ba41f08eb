package org.liftlock.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void everybodyWhoMayNotApproveIsNamedWithTheReason() {
        plans.write(key, rooms.plan(key).decidedBy("carl", "mia"), "paula");
        plans.seal(key);
        rooms.jdbc
                .sql("""
                        insert into description (layer, name, revision, document, digest, changed_by, changed_at)
                        values ('SYSTEM', 'order-service', 3, '', '', 'susi', ?), ('KIND', 'command', 2, '', '', 'karl', ?)
                        """)
                .params(Timestamp.from(rooms.clock.instant()), Timestamp.from(rooms.clock.instant()))
                .update();
        rooms.clock.move(Duration.ofMinutes(1));
        approve("anna");

        assertThat(approvals.barred(key))
                .containsEntry("erik", "asked for this upgrade")
                .containsEntry("paula", "planned this upgrade")
                .containsEntry("olga", "is to carry this upgrade out")
                .containsEntry(
                        "susi", "has written system order-service, revision 3, which nobody else has approved yet")
                .containsEntry("karl", "has written kind command, revision 2, which nobody else has approved yet")
                .containsEntry("anna", "has approved this plan already; another person is needed")
                .hasSize(6);
        for (String person : approvals.barred(key).keySet()) {
            assertThatThrownBy(() -> approve(person)).as(person).isInstanceOf(IllegalArgumentException.class);
        }
        approve("ben");
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

    @Test
    void whoeverPlannedTheUpgradeDoesNotApproveIt() {
        plans.write(key, rooms.plan(key).decidedBy("nina", "carl"), "anna");
        plans.write(key, rooms.plan(key), "erik");
        plans.seal(key);

        refused("anna", "anna planned this upgrade");
    }

    @Test
    void whoeverTookThePlanAsItWasProposedHasPlannedIt() {
        plans.write(key, rooms.plan(key), "anna");
        plans.seal(key);

        refused("anna", "anna planned this upgrade");
    }

    @Test
    void anApprovalByWhoPlannedTheUpgradeLaterNoLongerCounts() {
        approve("anna");
        approve("ben");

        plans.write(key, rooms.plan(key), "anna");
        plans.seal(key);

        assertThat(approvals.missing(key)).get().asString().startsWith("R28: 1 of 2");
    }

    @Test
    void whoeverIsToCarryTheUpgradeOutDoesNotApproveIt() {
        refused("olga", "olga is to carry this upgrade out");
    }

    @ParameterizedTest
    @CsvSource({"SYSTEM, order-service", "KIND, command", "TEMPLATE, monthly-patch"})
    void whoeverHasWrittenWhatTheUpgradeIsMadeOfDoesNotApproveIt(String layer, String name) {
        rooms.jdbc
                .sql("update upgrade set request = regexp_replace(request, '^\\{', '{\"template\":\"monthly-patch\",')")
                .update();
        written(layer, name, 3, "anna");

        refused("anna", "anna has written " + layer.toLowerCase() + " " + name + ", revision 3");
    }

    @Test
    void whoeverHasWrittenAboutAnotherSystemMayApprove() {
        written("SYSTEM", "orders-db", 3, "anna");
        written("KIND", "h2", 3, "anna");

        approve("anna");

        assertThat(approvals.missing(key)).get().asString().startsWith("R28: 1 of 2");
    }

    @Test
    void whatOthersHaveApprovedSinceIsNoLongerOnesOwnWork() {
        written("SYSTEM", "order-service", 3, "anna");
        rooms.clock.move(Duration.ofHours(1));
        next();
        approve("ben");
        refused("anna", "anna has written system order-service, revision 3");
        approve("carl");
        rooms.clock.move(Duration.ofHours(1));

        next();
        approve("anna");

        assertThat(approvals.missing(key)).get().asString().startsWith("R28: 1 of 2");
    }

    @Test
    void anApprovalThatWasTakenBackHasLookedAtNothing() {
        written("SYSTEM", "order-service", 3, "anna");
        rooms.clock.move(Duration.ofHours(1));
        next();
        approve("ben");
        approve("carl");
        approvals.revoke(key, "carl", "seen too late");
        rooms.clock.move(Duration.ofHours(1));

        next();

        refused("anna", "anna has written system order-service, revision 3");
    }

    @Test
    void whoseOwnWorkItIsMayStillSendItBack() {
        approvals.give(key, "olga", "approvers", Verdict.SENT_BACK, "the disk is full");

        assertThat(approvals.verdict(key)).isEqualTo("changes-wanted");
    }

    private void refused(String who, String why) {
        assertThatThrownBy(() -> approve(who))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("R28: " + why)
                .hasMessageEndingWith("somebody else has to approve it");
    }

    /** Another upgrade of the same system, to be approved by two as well. */
    private void next() {
        key = rooms.request();
        plans.write(key, rooms.plan(key), "erik");
        plans.seal(key);
        rooms.jdbc.sql("update upgrade set approvals_needed = 2").update();
        rooms.clock.move(Duration.ofMinutes(1));
    }

    private void written(String layer, String name, int revision, String by) {
        rooms.jdbc
                .sql("insert into description values (?, ?, ?, 'text', ?, ?, ?)")
                .params(
                        layer,
                        name,
                        revision,
                        "0".repeat(64),
                        by,
                        Timestamp.from(rooms.clock.instant().minusSeconds(60)))
                .update();
    }

    private void approve(String who) {
        approvals.give(key, who, "approvers", Verdict.APPROVED, "");
    }
}

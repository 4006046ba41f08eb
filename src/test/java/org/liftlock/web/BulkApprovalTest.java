package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.Layer;
import org.liftlock.intervention.WalkRooms;
import org.liftlock.intervention.WalkedUpgrade;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.liftlock.security.ActingAs;
import org.liftlock.security.Member;
import org.liftlock.web.BulkApproval.Answer;
import org.liftlock.web.BulkApproval.Answered;
import org.liftlock.web.BulkApproval.Chosen;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Many approvals at once, on the shipped models with their own rules: each as its form would have been taken. */
@EngineTest
@Import({WalkRooms.class, BulkApproval.class, ActingAs.class})
@TestPropertySource(properties = "liftlock.wake.every=PT1H")
class BulkApprovalTest {

    private static final Member ANA = new Member("ana", "Ana", List.of("approvers"));

    @Autowired
    private WalkedUpgrade walk;

    @Autowired
    private BulkApproval bulk;

    @Autowired
    private Plans plans;

    @Autowired
    private DescriptionStore descriptions;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private JdbcClient jdbc;

    private String one;
    private String other;

    @BeforeEach
    void twoUpgradesWaitForTheirApproval() {
        one = walk.request();
        walk.until(one, "approve-upgrade");
        other = walk.request();
        walk.until(other, "approve-upgrade");
    }

    @Test
    void eachIsApprovedInThePersonsNameAndGoesOn() {
        List<Answered> answered = bulk.answer(shown(one, other), Answer.APPROVED, "as discussed", ANA);

        assertThat(answered)
                .containsExactly(new Answered(one, true, "approved"), new Answered(other, true, "approved"));
        assertThat(walk.told(one, "approval"))
                .singleElement()
                .asString()
                .startsWith("approved plan")
                .endsWith(": as discussed");
        assertThat(walk.told(other, "approval")).hasSize(1);
        assertThat(approvers(one)).containsExactly("ana");
        assertThat(walk.openTasks(one)).doesNotContain("approve-upgrade");
        assertThat(walk.openTasks(other)).doesNotContain("approve-upgrade");
    }

    @Test
    void onePlanThatChangedMeanwhileIsLeftOutAndTheOtherIsApproved() {
        List<Chosen> shown = shown(one, other);
        Plan plan = plans.newest(one).orElseThrow();
        plans.write(one, plan.announcing("Twice as long as we said."), "erik");
        plans.seal(one);

        List<Answered> answered = bulk.answer(shown, Answer.APPROVED, "", ANA);

        assertThat(answered.get(0).done()).isFalse();
        assertThat(answered.get(0).sentence()).startsWith("left out: its plan has changed since it was shown to you");
        assertThat(answered.get(1)).isEqualTo(new Answered(other, true, "approved"));
        assertThat(approvers(one)).isEmpty();
        assertThat(walk.openTasks(one)).containsExactly("approve-upgrade");
    }

    @Test
    void anApprovalThatWouldNotCountIsNotGiven() {
        List<Chosen> shown = shown(one);
        String system = walk.upgrade(one).system().value();
        String document =
                descriptions.current(Layer.SYSTEM, system).orElseThrow().document();
        descriptions.put(Layer.SYSTEM, document.replace("run: [raise]", "run: [raise, harder]"), "erik");

        List<Answered> answered = bulk.answer(shown, Answer.APPROVED, "", ANA);

        assertThat(answered.get(0).sentence()).contains("what is described has changed since its plan was sealed");
        assertThat(approvers(one)).isEmpty();
    }

    @Test
    void nobodyApprovesWhatTheyAskedForThemselves() {
        jdbc.sql("update upgrade set requested_by = 'ana' where upgrade_key = ?")
                .param(one)
                .update();

        List<Answered> answered = bulk.answer(shown(one, other), Answer.APPROVED, "", ANA);

        assertThat(answered.get(0).done()).isFalse();
        assertThat(answered.get(0).sentence())
                .isEqualTo("left out: R28: ana asked for this upgrade; somebody else has to approve it");
        assertThat(answered.get(1).done()).isTrue();
        assertThat(approvers(one)).isEmpty();
        assertThat(walk.openTasks(one)).containsExactly("approve-upgrade");
    }

    @Test
    void whoIsNotAskedApprovesNothing() {
        List<Answered> answered =
                bulk.answer(shown(one), Answer.APPROVED, "", new Member("erik", "Erik", List.of("engineers")));

        assertThat(answered.get(0).sentence()).contains("not, or no longer, asked of you");
        assertThat(approvers(one)).isEmpty();
    }

    @Test
    void theSecondOfTwoWhoAnswerAtOnceIsToldThatItIsDone() {
        List<Chosen> shown = shown(one);
        bulk.answer(shown, Answer.APPROVED, "", ANA);
        IdentityService identity = engine.getIdentityService();
        identity.saveUser(identity.newUser("carl"));
        identity.createMembership("carl", "approvers");

        List<Answered> answered =
                bulk.answer(shown, Answer.APPROVED, "", new Member("carl", "Carl", List.of("approvers")));

        assertThat(answered.get(0).done()).isFalse();
        assertThat(approvers(one)).containsExactly("ana");
    }

    @Test
    void aRefusalNeedsAReasonAsInItsForm() {
        assertThat(bulk.answer(shown(one), Answer.REFUSED, " ", ANA).get(0).sentence())
                .isEqualTo("left out: Field \"Remark\" is empty; say what has to change, or why it is refused");
        assertThat(walk.openTasks(one)).containsExactly("approve-upgrade");

        assertThat(bulk.answer(shown(one), Answer.REFUSED, "the supplier withdrew it", ANA))
                .containsExactly(new Answered(one, true, "refused"));
        assertThat(walk.told(one, "approval")).singleElement().asString().endsWith(": the supplier withdrew it");
    }

    @Test
    void aKeyThatIsNoneIsLeftOutAndNamed() {
        List<Answered> answered = bulk.answer(
                List.of(new Chosen("UPG-2026-9999", "0".repeat(64)), shown(one).get(0)), Answer.APPROVED, "", ANA);

        assertThat(answered).extracting(Answered::done).containsExactly(false, true);
    }

    private List<Chosen> shown(String... keys) {
        return List.of(keys).stream()
                .map(key ->
                        new Chosen(key, plans.sealedDigest(key).orElseThrow().hex()))
                .toList();
    }

    private List<String> approvers(String key) {
        return jdbc.sql("select approver from approval where upgrade_key = ?")
                .param(key)
                .query(String.class)
                .list();
    }
}

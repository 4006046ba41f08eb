package org.liftlock.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.descriptor.Method;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.Digest;

/** A plan, and the same anew by another method. */
class DraftsTest {

    private Rooms rooms;
    private Drafts drafts;
    private Plans plans;
    private Upgrades upgrades;
    private String key;

    @BeforeEach
    void aPlanByTheUsualMethod() {
        rooms = Rooms.cleared();
        drafts = rooms.get(Drafts.class);
        plans = rooms.get(Plans.class);
        upgrades = rooms.get(Upgrades.class);
        key = rooms.request();
        plans.write(key, rooms.plan(key), "mia");
    }

    @Test
    void aDraftComesWithItsGaps() {
        drafts.draft(key);

        assertThat(found()).extracting(Finding::rule).contains(RuleId.R17);
    }

    @Test
    void anotherMethodMakesAnotherPlanThatKeepsWhatThePlannerEntered() {
        // given
        Plan entered = rooms.plan(key).decidedBy("olga", "mia");

        // when
        boolean otherWayBack = drafts.anew(key, entered, "flip", "mia");

        // then
        Plan anew = plans.newest(key).orElseThrow();
        assertThat(otherWayBack).isTrue();
        assertThat(anew.method()).isEqualTo("flip");
        assertThat(anew.decider()).isEqualTo("olga");
        assertThat(anew.opensAt()).isEqualTo(entered.opensAt());
        assertThat(upgrades.describe(key).method().name()).isEqualTo("flip");
        assertThat(found())
                .filteredOn(finding -> finding.rule() == RuleId.R17)
                .extracting(Finding::sentence)
                .containsExactly("Can be taken back at any time before the last step");
        assertThat(rooms.told(key, "method-changed")).containsExactly("Made by method flip instead of replace");
    }

    @Test
    void theSealOfThePlanBeforeDoesNotHoldForTheNewOne() {
        // given
        Digest sealed = plans.seal(key);

        // when
        drafts.anew(key, rooms.plan(key), "flip", "mia");

        // then
        assertThat(plans.sealedDigest(key)).isEmpty();
        assertThat(plans.stillDescribes(key)).isTrue();
        assertThat(plans.seal(key)).isNotEqualTo(sealed);
    }

    @Test
    void whereTheNewMethodHasNoWayBackSilenceCannotMeanToRollBack() {
        // given
        rooms.redescribe(
                "apply: {run: [rewrite]}, rollback: restore", "apply: {run: [rewrite]}, rollback: {run: [patch]}");

        // when
        drafts.anew(key, rooms.plan(key), "rewrite", "mia");

        // then
        assertThat(plans.newest(key)).map(Plan::noAnswer).contains(NoAnswer.STOP_AND_HOLD);
    }

    @Test
    void aMethodThatIsMadeForOtherVersionsIsNotOffered() {
        // given
        rooms.redescribe("flip: {", "flip: {from: \">= 1.5\", ");

        // then
        assertThat(offered()).containsExactly("replace", "rewrite");
        assertThatThrownBy(() -> drafts.anew(key, rooms.plan(key), "flip", "mia"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Field \"Method\": \"flip\" is not offered for order-service 1.0 to 2.0; choose one of"
                        + " replace, rewrite");
        assertThat(upgrades.describe(key).method().name()).isEqualTo("replace");
    }

    @Test
    void aMethodThatCannotBeWrittenOutForEveryTargetIsNotOffered() {
        rooms.redescribe("apply: {run: [flip]}", "apply: {run: [flip, \"${vars.side}\"]}");

        assertThat(offered()).containsExactly("replace", "rewrite");
    }

    @Test
    void onceATargetWasRaisedItsMethodStays() {
        rooms.get(Units.class).ended(rooms.unit(key, 1).unitId(), Result.RAISED);

        assertThat(offered()).containsExactly("replace");
    }

    @Test
    void aPlannedMethodThatDoesNotFitBlocksThePlan() {
        rooms.redescribe("replace: {", "replace: {to: \"1.x\", ");

        drafts.draft(key);

        assertThat(found())
                .filteredOn(finding -> finding.severity() == Severity.BLOCKS)
                .extracting(Finding::sentence)
                .containsExactly("Method replace leads to 1.x, not 2.0");
    }

    private List<Finding> found() {
        return rooms.get(Findings.class).open(key);
    }

    private List<String> offered() {
        return rooms.get(Methods.class).offered(key).stream().map(Method::name).toList();
    }
}

package org.liftlock.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.naming.Digest;

class PlansTest {

    private Rooms rooms;
    private Plans plans;
    private String key;

    @BeforeEach
    void anUpgradeWithoutAPlan() {
        rooms = Rooms.cleared();
        plans = rooms.get(Plans.class);
        key = rooms.request();
    }

    @Test
    void aPlanIsReadBackAsItWasWritten() {
        Plan plan = rooms.plan(key);

        plans.write(key, plan, "mia");

        assertThat(plans.newest(key)).contains(plan);
    }

    @Test
    void aChangeIsANewRevisionAndTheEarlierOneStays() {
        plans.write(key, rooms.plan(key), "mia");
        Plan changed = rooms.plan(key).onSilence(NoAnswer.STOP_AND_HOLD);
        plans.write(key, changed, "carl");

        assertThat(plans.newest(key)).contains(changed);
        assertThat(revisions()).containsExactly("1 mia", "2 carl");
    }

    @Test
    void theSamePlanAgainIsNoNewRevisionAndStaysSealed() {
        plans.write(key, rooms.plan(key), "mia");
        Digest digest = plans.seal(key);

        plans.write(key, rooms.plan(key), "carl");

        assertThat(revisions()).containsExactly("1 mia");
        assertThat(plans.sealedDigest(key)).contains(digest);
        assertThat(plans.planners(key)).as("both stand for it").containsExactlyInAnyOrder("mia", "carl");
    }

    @Test
    void aNewRevisionIsNotSealed() {
        plans.write(key, rooms.plan(key), "mia");
        plans.seal(key);

        plans.write(key, rooms.plan(key).decidedBy("nina", "carl"), "mia");

        assertThat(plans.sealedDigest(key)).isEmpty();
    }

    @Test
    void theSamePlanHasTheSameDigestWheneverItIsSealed() {
        plans.write(key, rooms.plan(key), "mia");
        Digest first = plans.seal(key);
        plans.write(key, rooms.plan(key).decidedBy("nina", "carl"), "mia");
        Digest changed = plans.seal(key);
        plans.write(key, rooms.plan(key), "mia");

        assertThat(plans.seal(key)).isEqualTo(first).isNotEqualTo(changed);
    }

    @Test
    void sealingTwiceIsToldOnce() {
        plans.write(key, rooms.plan(key), "mia");

        assertThat(plans.seal(key)).isEqualTo(plans.seal(key));
        assertThat(rooms.told(key, "sealed")).hasSize(1);
    }

    @Test
    void withoutAPlanThereIsNothingToSeal() {
        assertThatThrownBy(() -> plans.seal(key))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(key);
        assertThat(plans.sealedDigest(key)).isEmpty();
    }

    @Test
    void everyPartOfAPlanIsPartOfItsDigest() {
        Plan plan = rooms.plan(key);
        List<Plan> changed = List.of(
                plan,
                plan.in(Rooms.OPENS.plusSeconds(1), Rooms.ENDS),
                plan.in(Rooms.OPENS, Rooms.ENDS.plusSeconds(1)),
                plan.decidedBy("nina", "carl"),
                plan.decidedBy("mia", "ben"),
                plan.onSilence(NoAnswer.GO_ON),
                plan.announcing("Tonight."));

        assertThat(changed.stream()
                        .map(each -> {
                            plans.write(key, each, "mia");
                            return plans.seal(key);
                        })
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void aPlanNoLongerDescribesWhatIsDescribedOtherwise() {
        plans.write(key, rooms.plan(key), "mia");
        assertThat(plans.stillDescribes(key)).isTrue();

        rooms.redescribe("[raise]", "[raise, --force]");
        assertThat(plans.stillDescribes(key)).isFalse();

        rooms.redescribe("[raise, --force]", "[raise]");
        assertThat(plans.stillDescribes(key)).isTrue();
    }

    @Test
    void aPlanWhoseWindowEndsBeforeItOpensIsNone() {
        Plan plan = rooms.plan(key);

        assertThatThrownBy(() -> plan.in(Rooms.ENDS, Rooms.OPENS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Field window");
        assertThatThrownBy(() -> plan.in(Rooms.OPENS, Rooms.OPENS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLastMomentLeavesRoomForTheWayBack() {
        assertThat(rooms.plan(key).lastMoment()).isEqualTo(Rooms.ENDS.minus(Duration.ofMinutes(45)));
    }

    private List<String> revisions() {
        return rooms.jdbc
                .sql("select revision || ' ' || planned_by from upgrade_plan order by revision")
                .query(String.class)
                .list();
    }
}

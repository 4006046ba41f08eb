package org.liftlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;

/** Whether one person did what two have to, worked out anew from what is written down. */
class IndependenceTest {

    private static final Period MARCH = new Period(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31));

    private Rooms rooms;
    private Register register;
    private Independence independence;

    @BeforeEach
    void anUpgradeOfOthers() {
        rooms = Rooms.cleared();
        register = new Register(rooms);
        independence = rooms.get(Independence.class);
    }

    @Test
    void peopleWhoAreAllDifferentAreListedAndCoincideNowhere() {
        String key = upgrade(1, 2, "erik", "paula", "olga", "ana");
        written("SYSTEM", "order-service", 1, "carl", at(1));
        signOff(key, "uma");
        debt(key, "erik", "mia");

        Duties duties = only();

        assertThat(duties.requester()).isEqualTo("erik");
        assertThat(duties.planners()).containsExactly("paula");
        assertThat(duties.editors()).containsExactly("carl");
        assertThat(duties.engineer()).isEqualTo("olga");
        assertThat(duties.approvers()).containsExactly("ana");
        assertThat(duties.signedOff()).containsExactly("uma");
        assertThat(duties.reviewers()).containsExactly("mia");
        assertThat(duties.coincidences()).isEmpty();
    }

    @Test
    void whoApprovedAndAskedForItPlannedItOrCarriesItOutIsNamedWithTheRule() {
        upgrade(1, 2, "ana", "ana", "ana", "ana");

        assertThat(sentences())
                .containsExactly(
                        "ana approved and asked for it (R28)",
                        "ana approved and planned it (R28)",
                        "ana approved and is its engineer (R28)");
    }

    @Test
    void whoTookAPlanAsItWasCountsAsItsPlanner() {
        String key = upgrade(1, 2, "erik", "draft", "olga", "ana");
        rooms.get(Journal.class).tell(Optional.of(key), "ana", "plan-taken", Optional.empty(), "", Optional.empty());

        assertThat(only().planners()).containsExactly("ana");
        assertThat(sentences()).containsExactly("ana approved and planned it (R28)");
    }

    @Test
    void aDraftIsNobodysPlan() {
        upgrade(1, 2, "erik", "draft", "olga", "draft");

        assertThat(only().planners()).isEmpty();
    }

    @Test
    void whoHadWrittenWhatNobodyElseHadApprovedIsNamed() {
        upgrade(1, 2, "erik", "paula", "olga", "ben");
        written("SYSTEM", "order-service", 1, "ana", at(1));
        written("SYSTEM", "order-service", 2, "ana", at(3));
        written("KIND", "command", 1, "ana", at(4));
        written("KIND", "h2", 1, "ana", at(4));
        written("SYSTEM", "order-service", 3, "ana", at(9));
        upgrade(2, 5, "erik", "paula", "olga", "ana");

        assertThat(sentences())
                .containsExactly(
                        "ana approved and has written system order-service, revision 2 (R28)",
                        "ana approved and has written kind command, revision 1 (R28)");
    }

    @Test
    void whoApprovedATemplateAndWroteTheSystemIsNamed() {
        String key = register.add(1, "order-service", "erik", "RAISED", 5, "Patch");
        written("SYSTEM", "order-service", 1, "ana", at(1));
        written("TEMPLATE", "patch", 1, "ana", at(2));
        written("TEMPLATE", "patch", 2, "ana", at(3));
        rooms.jdbc
                .sql("insert into template_use values (?, 'TEMPLATE', 'patch', 2, ?, ?)")
                .params(key, Digest.of("").hex(), at(5))
                .update();

        assertThat(sentences()).containsExactly("ana approved and has written system order-service, revision 1 (R28)");
    }

    @Test
    void anEngineerWhoSignedOffIsNamed() {
        signOff(upgrade(1, 2, "erik", "paula", "olga", "ana"), "olga");

        assertThat(sentences()).containsExactly("olga signed off and is its engineer (R39)");
    }

    @Test
    void onlyUpgradesOfThePeriodAreThereTheNewestFirst() {
        upgrade(1, 2, "erik", "paula", "olga", "ana");
        upgrade(2, 3, "erik", "paula", "olga", "ana");
        upgrade(3, 40, "erik", "paula", "olga", "ana");

        assertThat(independence.of(MARCH).upgrades())
                .extracting(Duties::upgradeKey)
                .containsExactly("UPG-2026-0002", "UPG-2026-0001");
        assertThat(independence.of(MARCH).table().rows()).hasSize(2);
    }

    private Duties only() {
        List<Duties> upgrades = independence.of(MARCH).upgrades();
        assertThat(upgrades).hasSize(1);
        return upgrades.get(0);
    }

    private List<String> sentences() {
        return independence.of(MARCH).coincident().stream()
                .flatMap(duties -> duties.coincidences().stream())
                .map(Duties.Coincidence::sentence)
                .toList();
    }

    /** Planned when it was asked for, and approved an hour later. */
    private String upgrade(int number, int day, String requester, String planner, String engineer, String approver) {
        String key = register.add(number, "order-service", requester, "RAISED", day, "Patch");
        String digest = Digest.of(key).hex();
        rooms.jdbc
                .sql("insert into upgrade_plan values (?, 1, ?, ?, ?, ?, ?)")
                .params(key, "{\"engineer\": \"" + engineer + "\"}", digest, planner, at(day), at(day))
                .update();
        rooms.jdbc
                .sql("""
                        insert into approval (upgrade_key, plan_digest, approver, role, verdict, given_at)
                        values (?, ?, ?, 'approvers', 'APPROVED', ?)
                        """)
                .params(
                        key,
                        digest,
                        approver,
                        Timestamp.from(at(day).toInstant().plusSeconds(3600)))
                .update();
        return key;
    }

    private void written(String layer, String name, int revision, String by, Timestamp at) {
        rooms.jdbc
                .sql("insert into description values (?, ?, ?, 'text', ?, ?, ?)")
                .params(layer, name, revision, Digest.of("").hex(), by, at)
                .update();
    }

    private void signOff(String key, String person) {
        rooms.get(Journal.class)
                .tell(Optional.of(key), person, "answered", Optional.of("R39"), "works", Optional.empty());
    }

    private void debt(String key, String taker, String reviewer) {
        rooms.jdbc.sql("""
                        insert into debt (upgrade_key, rule_id, sentence, taken_by, taken_at, reviewed_by, reviewed_at)
                        values (?, 'R18', 'Not rehearsed', ?, ?, ?, ?)
                        """).params(key, taker, at(2), reviewer, at(3)).update();
    }

    private static Timestamp at(int day) {
        return Timestamp.from(Register.FIRST.plusSeconds(day * 86_400L));
    }
}

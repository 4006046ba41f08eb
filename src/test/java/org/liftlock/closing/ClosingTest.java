package org.liftlock.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.Rooms;
import org.liftlock.approval.Approvals;
import org.liftlock.lifecycle.Debts;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.Outcome;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Stage;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.Digest;
import org.liftlock.planning.Plans;

class ClosingTest {

    private Rooms rooms;
    private Closing closing;
    private UpgradeRecords records;
    private Debts debts;
    private KnownIssues issues;
    private Upgrades upgrades;
    private String key;

    @BeforeEach
    void anUpgradeOfTwoTargets() {
        rooms = Rooms.cleared();
        rooms.describe(2, "none", "");
        closing = rooms.get(Closing.class);
        records = rooms.get(UpgradeRecords.class);
        debts = rooms.get(Debts.class);
        issues = rooms.get(KnownIssues.class);
        upgrades = rooms.get(Upgrades.class);
        key = rooms.request();
    }

    @ParameterizedTest
    @CsvSource({
        "RAISED, RAISED, RAISED, false",
        "RAISED, UNTOUCHED, WITH_KNOWN_ISSUES, true",
        "RAISED, BACK, WITH_KNOWN_ISSUES, true",
        "RAISED, NEEDS_REPAIR, NEEDS_REPAIR, true",
        "BACK, UNTOUCHED, BACK_AS_BEFORE, true",
        "UNTOUCHED, UNTOUCHED, UNTOUCHED, false",
        "UNTOUCHED, NEEDS_REPAIR, NEEDS_REPAIR, true"
    })
    void theOutcomeIsThatOfAllTargetsTogether(Result first, Result second, Outcome outcome, boolean open) {
        ended(1, first);
        ended(2, second);

        assertThat(closing.sum(key)).isEqualTo(outcome);
        assertThat(upgrades.find(key).outcome()).contains(outcome);
        assertThat(closing.anythingOpen(key, outcome)).isEqualTo(open);
    }

    @Test
    void whatTheLastStepTookAgainIsFreeForTheNextUpgradeUnlessItNeedsRepair() {
        ended(1, Result.RAISED);
        ended(2, Result.NEEDS_REPAIR);
        List<UnitOfChange> units = rooms.get(Units.class).of(key);
        units.forEach(unit -> {
            String target = unit.targets().get(0).toString();
            rooms.jdbc
                    .sql("insert into target (target, highest_token) values (?, 1)")
                    .param(target)
                    .update();
            rooms.jdbc
                    .sql("insert into target_claim values (?, ?, ?, current_timestamp)")
                    .params(target, key, unit.unitId())
                    .update();
        });

        closing.letGo(key);

        assertThat(rooms.jdbc
                        .sql("select unit_id from target_claim")
                        .query(String.class)
                        .list())
                .containsExactly(units.stream()
                        .filter(unit -> unit.result()
                                .filter(Result.NEEDS_REPAIR::equals)
                                .isPresent())
                        .findFirst()
                        .orElseThrow()
                        .unitId());
    }

    @Test
    void aKnownIssueIsPartOfTheOutcome() {
        ended(1, Result.RAISED);
        note(KnownIssues.Kind.KNOWN_ISSUE);

        assertThat(closing.sum(key)).isEqualTo(Outcome.WITH_KNOWN_ISSUES);
    }

    @Test
    void aLessonIsLookedAtButSpoilsNothing() {
        ended(1, Result.RAISED);
        note(KnownIssues.Kind.LESSON);

        assertThat(closing.sum(key)).isEqualTo(Outcome.RAISED);
        assertThat(closing.anythingOpen(key, Outcome.RAISED)).isTrue();
    }

    @Test
    void aTargetThatCameTooLateForTheFirstWindowAndWasRaisedInTheSecondIsRaised() {
        ended(1, Result.RAISED);
        ended(2, Result.UNTOUCHED);
        ended(2, Result.RAISED);

        assertThat(closing.sum(key)).isEqualTo(Outcome.RAISED);
    }

    @Test
    void whatNeverCameToAChangeIsCancelled() {
        assertThat(closing.sum(key)).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void whatApproversRefusedIsRefused() {
        Plans plans = rooms.get(Plans.class);
        plans.write(key, rooms.plan(key), "erik");
        plans.seal(key);
        rooms.get(Approvals.class).give(key, "anna", "approvers", Approvals.Verdict.REFUSED, "not this year");

        assertThat(closing.sum(key)).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void aRecordIsNotSealedWhileAShortcutIsNotReviewed() {
        debts.owe(key, RuleId.R18, "The upgrade was not rehearsed", "mia");
        assertThat(closing.debtsOpen(key)).isTrue();

        assertThatThrownBy(() -> records.seal(key))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("R29: " + key);
        assertThat(upgrades.find(key).stage()).isNotEqualTo(Stage.CLOSED);
        assertThat(rooms.told(key, "record-sealed")).isEmpty();
    }

    @Test
    void onceTheShortcutIsReviewedTheRecordIsSealed() {
        debts.owe(key, RuleId.R18, "The upgrade was not rehearsed", "mia");
        debts.review(key, "carl", "it could not wait");

        records.seal(key);

        assertThat(closing.debtsOpen(key)).isFalse();
        assertThat(upgrades.find(key).stage()).isEqualTo(Stage.CLOSED);
        assertThat(rooms.told(key, "record-sealed")).hasSize(1);
    }

    @Test
    void theSealedDocumentIsTheOneItsDigestWasMadeOf() {
        records.seal(key);

        String document = records.document(key).orElseThrow();
        assertThat(rooms.jdbc
                        .sql("select digest from sealed_record")
                        .query(String.class)
                        .single())
                .isEqualTo(Digest.of(document).hex());
        assertThat(document).contains("\"requested_by\" : \"erik\"").contains("\"stage\" : \"CLOSED\"");
    }

    @Test
    void whatHappensLaterIsNotInTheSealedDocument() {
        records.seal(key);
        String sealed = records.document(key).orElseThrow();

        note(KnownIssues.Kind.FOLLOW_UP);

        assertThat(records.document(key)).contains(sealed);
    }

    @Test
    void anOpenUpgradeShowsWhatThereIsSoFar() {
        assertThat(records.document(key)).get().asString().contains("Asked to raise Order service");
        assertThat(records.document("UPG-2026-0042")).isEmpty();
    }

    private void ended(int target, Result result) {
        rooms.get(Units.class).ended(rooms.unit(key, target).unitId(), result);
    }

    private void note(KnownIssues.Kind kind) {
        issues.note(key, new KnownIssues.Entry(kind, "reports are slow", "olga", LocalDate.of(2026, 12, 1)), "mia");
    }
}

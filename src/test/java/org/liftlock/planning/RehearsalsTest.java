package org.liftlock.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.Rooms;
import org.liftlock.lifecycle.Cancellations;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.naming.TargetId;

class RehearsalsTest {

    private static final Duration SHORT = Duration.ofSeconds(10);

    private Rooms rooms;
    private Rehearsals rehearsals;
    private String key;
    private String unit;
    private int steps;

    @BeforeEach
    void aRehearsalThatBegins() {
        rooms = Rooms.cleared();
        rehearsals = rooms.get(Rehearsals.class);
        key = rooms.request();
        rooms.get(Plans.class).write(key, rooms.plan(key), "mia");
        unit = rehearsed();
    }

    @Test
    void aRehearsalIsProvenByItsChecksTheirFailuresAndItsWayBack() {
        everythingWorked();
        ended(Result.BACK);

        assertThat(rehearsals.judge(key)).isTrue();
        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"run-acceptance-checks, R19", "prove-checks-can-fail, R20", "verify-rollback, R22"})
    void eachProofThatFailedAtLastIsNamedWithWhatItSaid(String topic, RuleId rule) {
        everythingWorked();
        step(topic, "FAILED", SHORT);
        ended(Result.BACK);

        assertThat(rehearsals.judge(key)).isFalse();
        assertThat(found()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.severity()).isEqualTo(Severity.BLOCKS);
            assertThat(finding.sentence()).endsWith(": " + topic + " said so");
            assertThat(finding.remedy()).contains("rehearsal's log");
        });
    }

    @Test
    void aProofThatSucceededAtItsSecondAttemptIsOne() {
        step("run-acceptance-checks", "FAILED", SHORT);
        everythingWorked();
        ended(Result.BACK);

        assertThat(rehearsals.judge(key)).isTrue();
    }

    @Test
    void withoutAnyStepEveryProofIsMissing() {
        ended(Result.UNTOUCHED);

        assertThat(rehearsals.judge(key)).isFalse();
        assertThat(found()).extracting(Finding::rule).containsExactlyInAnyOrder(RuleId.R19, RuleId.R20, RuleId.R22);
    }

    @Test
    void aStandInThatDidNotComeBackIntoServiceIsToldOf() {
        everythingWorked();
        ended(Result.NEEDS_REPAIR);

        assertThat(rehearsals.judge(key)).isFalse();
        assertThat(found()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(RuleId.R22);
            assertThat(finding.severity()).isEqualTo(Severity.BLOCKS);
            assertThat(finding.remedy()).contains("staging");
        });
    }

    @Test
    void whatTookLongerThanPlannedIsWarnedOfAndDoesNotBlock() {
        everythingWorked();
        step("apply-upgrade", "SUCCEEDED", Duration.ofMinutes(31));
        step("roll-back", "SUCCEEDED", Duration.ofMinutes(30));
        ended(Result.BACK);

        assertThat(rehearsals.judge(key)).isTrue();
        assertThat(found()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(RuleId.R24);
            assertThat(finding.severity()).isEqualTo(Severity.WARNS);
            assertThat(finding.sentence())
                    .contains("\"apply-upgrade\" took 1860 s")
                    .contains("1800 s");
        });
    }

    @Test
    void onlyTheNewestRehearsalCounts() {
        ended(Result.NEEDS_REPAIR);
        rehearsals.judge(key);

        unit = rehearsed();
        everythingWorked();
        ended(Result.BACK);

        assertThat(rehearsals.judge(key)).isTrue();
        assertThat(found()).isEmpty();
        assertThat(rehearsals.steps(key)).hasSize(4);
    }

    @Test
    void aRehearsalThatTheCancelledUpgradeCutShortBlocksNothingAndIsNotToldAsPassed() {
        // given
        cancelled();
        ended(Result.UNTOUCHED);

        // when
        boolean proven = rehearsals.judge(key);

        // then
        assertThat(proven).isFalse();
        assertThat(found()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(RuleId.R18);
            assertThat(finding.severity()).isEqualTo(Severity.TELLS);
            assertThat(finding.sentence()).contains("was not carried through, since olga cancelled the upgrade");
        });
    }

    @Test
    void whatFailedBeforeTheUpgradeWasCancelledIsStillTold() {
        // given
        step("run-acceptance-checks", "FAILED", SHORT);
        cancelled();
        ended(Result.BACK);

        // when
        rehearsals.judge(key);

        // then
        assertThat(found()).extracting(Finding::rule).containsExactly(RuleId.R19, RuleId.R18);
        assertThat(found()).noneMatch(finding -> finding.severity() == Severity.BLOCKS);
    }

    @Test
    void aStandInThatACancelledRehearsalLeftInDisorderIsStillTold() {
        // given
        step("apply-upgrade", "SUCCEEDED", SHORT);
        cancelled();
        ended(Result.NEEDS_REPAIR);

        // when
        rehearsals.judge(key);

        // then
        assertThat(found())
                .filteredOn(finding -> finding.severity() == Severity.WARNS)
                .extracting(Finding::rule)
                .containsExactly(RuleId.R22);
    }

    @Test
    void aRehearsalThatWasProvenStaysSoWhenTheUpgradeIsCancelledAtItsEnd() {
        everythingWorked();
        ended(Result.BACK);
        cancelled();

        assertThat(rehearsals.judge(key)).isTrue();
        assertThat(found()).isEmpty();
    }

    @Test
    void aRehearsalByTheMethodBeforeShowsNothingOfTheOneChosenSince() {
        everythingWorked();
        step("verify-rollback", "FAILED", SHORT);
        ended(Result.BACK);
        rehearsals.judge(key);

        rooms.get(Drafts.class).anew(key, rooms.plan(key), "flip", "mia");

        assertThat(rehearsals.steps(key)).isEmpty();
        assertThat(found()).noneMatch(finding -> finding.rule() == RuleId.R22);
    }

    @Test
    void theStepsAreShownInTheirOrderWithTheirLength() {
        everythingWorked();

        assertThat(rehearsals.steps(key))
                .extracting(Rehearsals.Rehearsed::topic)
                .containsExactly(
                        "run-acceptance-checks", "prove-checks-can-fail", "verify-rollback", "resume-after-going-back");
        assertThat(rehearsals.steps(key).get(0).took()).isEqualTo(SHORT);
    }

    @Test
    void withoutARehearsalThereIsNothingToJudge() {
        String other = rooms.request();

        assertThat(rehearsals.steps(other)).isEmpty();
        assertThatThrownBy(() -> rehearsals.judge(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("R18");
    }

    private void cancelled() {
        rooms.get(Cancellations.class).note(key, "olga", "It can wait");
    }

    private String rehearsed() {
        return rooms.get(Units.class)
                .form(key, "staging", Mode.REHEARSE, List.of(TargetId.parse("staging.example.com")))
                .unitId();
    }

    private void everythingWorked() {
        step("run-acceptance-checks", "SUCCEEDED", SHORT);
        step("prove-checks-can-fail", "SUCCEEDED", SHORT);
        step("verify-rollback", "SUCCEEDED", SHORT);
        step("resume-after-going-back", "SUCCEEDED", SHORT);
    }

    private void ended(Result result) {
        rooms.get(Units.class).ended(unit, result);
    }

    private List<Finding> found() {
        return rooms.get(Findings.class).open(key);
    }

    private void step(String topic, String outcome, Duration took) {
        Timestamp began = Timestamp.from(rooms.clock.instant());
        rooms.clock.move(took);
        steps++;
        rooms.jdbc
                .sql("""
                        insert into step (step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task,
                            attempt, status, outcome, summary, started_at, settled_at)
                        values (?, ?, ?, ?, ?, 'p', ?, 1, 'SETTLED', ?, ?, ?, ?)
                        """)
                .params(
                        key + ".s" + steps,
                        key,
                        unit,
                        topic,
                        topic,
                        "task " + steps,
                        outcome,
                        topic + " said so",
                        began,
                        Timestamp.from(rooms.clock.instant()))
                .update();
    }
}

package org.liftlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.Rooms;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;

/** How the controls worked in a period, and which upgrades stand behind each figure. */
class ControlReportTest {

    private static final Period MARCH = new Period(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31));

    private Rooms rooms;
    private Register register;
    private ControlReport reports;

    @BeforeEach
    void weekAfterWeek() {
        rooms = Rooms.cleared();
        rooms.clock.set(at(60).toInstant());
        register = new Register(rooms);
        reports = rooms.get(ControlReport.class);
    }

    @Test
    void eachUpgradeBelongsToThePeriodItWasAskedForIn() {
        String raised = register.add(1, "order-service", "erik", "RAISED", 0, "Patch");
        String cancelled = register.add(2, "order-service", "erik", "CANCELLED", 30, "Patch");
        String open = register.add(3, "order-service", "erik", null, 2, "Patch");
        register.add(4, "order-service", "erik", "RAISED", 31, "Patch");

        assertKeys(ControlFigure.REQUESTED, raised, open, cancelled);
        assertKeys(ControlFigure.FINISHED, raised);
        assertKeys(ControlFigure.CANCELLED, cancelled);
        assertKeys(ControlFigure.OPEN, open);
    }

    @Test
    void whatWasApprovedByEnoughOthersBeforeTheStartIsKept() {
        String key = started(1, 2);
        plan(key, "plan", 1);
        approve(key, "plan", "ana", 1);

        assertKeys(ControlFigure.APPROVED_BEFORE_START, key);
        assertKeys(ControlFigure.NOT_APPROVED_BEFORE_START);
        assertThat(line(ControlFigure.APPROVED_BEFORE_START).share()).contains("100 %");
        assertThat(line(ControlFigure.APPROVED_BEFORE_START).isKept()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "after the start, plan, ana, 3, 1",
        "of another plan, draft, ana, 1, 1",
        "by the requester, plan, erik, 1, 1",
        "by too few, plan, ana, 1, 2"
    })
    void whatWasStartedWithoutTheApprovalItNeededIsNamed(
            String why, String digest, String approver, int day, int needed) {
        String key = started(1, 2);
        rooms.jdbc.sql("update upgrade set approvals_needed = ?").param(needed).update();
        plan(key, "plan", 1);
        approve(key, digest, approver, day);

        assertKeys(ControlFigure.NOT_APPROVED_BEFORE_START, key);
        assertThat(line(ControlFigure.NOT_APPROVED_BEFORE_START).isKept())
                .as(why)
                .isFalse();
    }

    @Test
    void anApprovalTakenBackBeforeTheStartDoesNotCountAndOneTakenBackLaterDoes() {
        String key = started(1, 4);
        plan(key, "plan", 1);
        approve(key, "plan", "ana", 1);

        rooms.jdbc.sql("update approval set revoked_at = ?").param(at(5)).update();
        assertKeys(ControlFigure.APPROVED_BEFORE_START, key);

        rooms.jdbc.sql("update approval set revoked_at = ?").param(at(3)).update();
        assertKeys(ControlFigure.NOT_APPROVED_BEFORE_START, key);
    }

    @Test
    void whereNobodyHadToApproveATemplateHasTo() {
        String key = started(1, 2);
        rooms.jdbc.sql("update upgrade set approvals_needed = 0").update();
        assertKeys(ControlFigure.NOT_APPROVED_BEFORE_START, key);

        rooms.jdbc
                .sql("insert into description values ('TEMPLATE', 'patch', 1, 'text', ?, 'ana', ?)")
                .params(Digest.of("").hex(), at(0))
                .update();
        rooms.jdbc
                .sql("insert into template_use values (?, 'TEMPLATE', 'patch', 1, ?, ?)")
                .params(key, Digest.of("").hex(), at(1))
                .update();
        assertKeys(ControlFigure.APPROVED_BEFORE_START, key);
    }

    @Test
    void aRehearsalIsNoStart() {
        String key = started(1, 2);
        rooms.jdbc.sql("update unit_of_change set mode = 'REHEARSE'").update();

        assertKeys(ControlFigure.STARTED);
        assertKeys(ControlFigure.REQUESTED, key);
    }

    @Test
    void emergenciesAreReviewedInTimeOrLateOrOverdue() {
        String inTime = emergency(1, 10);
        String late = emergency(2, 30);
        String overdue = emergency(3, null);

        assertKeys(ControlFigure.EMERGENCIES, inTime, late, overdue);
        assertKeys(ControlFigure.REVIEWED_IN_TIME, inTime);
        assertKeys(ControlFigure.REVIEWED_LATE, late);
        assertKeys(ControlFigure.OVERDUE_REVIEWS, overdue);
        assertThat(reports.of(MARCH).exceptions())
                .hasSize(3)
                .allMatch(one -> one.person().equals("erik") && one.reason().equals("Not rehearsed"));
    }

    @Test
    void whatIsDueIsOverdueTheDayAfter() {
        String key = register.add(1, "order-service", "erik", "RAISED", 0, "Patch");
        issue(key, LocalDate.of(2026, 4, 29), null);
        issue(register.add(2, "order-service", "erik", "RAISED", 1, "Patch"), LocalDate.of(2026, 4, 30), null);
        issue(register.add(3, "order-service", "erik", "RAISED", 1, "Patch"), LocalDate.of(2026, 4, 1), at(40));

        assertKeys(ControlFigure.OVERDUE_FOLLOW_UPS, key);
    }

    @Test
    void usersWhoHaveNotSignedOffDaysAfterTheLastStepAreOverdue() {
        String key = started(1, 2);
        rooms.jdbc
                .sql("update upgrade set stage = 'VERIFICATION', outcome = null, closed_at = null")
                .update();
        assertKeys(ControlFigure.OVERDUE_SIGN_OFFS, key);

        rooms.get(Journal.class)
                .tell(Optional.of(key), "uma", "answered", Optional.of("R39"), "works", Optional.empty());
        assertKeys(ControlFigure.OVERDUE_SIGN_OFFS);
    }

    @Test
    void whatWasTakenBackInPartIsTakenBack() {
        String key = started(1, 2);
        started(2, 3);
        rooms.jdbc
                .sql("update unit_of_change set outcome = 'BACK' where upgrade_key = ?")
                .param(key)
                .update();

        assertKeys(ControlFigure.ROLLED_BACK, key);
        assertThat(line(ControlFigure.ROLLED_BACK).share()).contains("50 %");
    }

    @Test
    void aBackupThatWasNeverProvenIsNamedUnlessItWasTakenAgain() {
        String key = started(1, 2);
        backup(key, "first", "REJECTED");

        assertKeys(ControlFigure.UNPROVEN_BACKUPS, key);

        backup(key, "second", "PASSED");
        assertKeys(ControlFigure.UNPROVEN_BACKUPS);
        assertThat(reports.of(MARCH).backups()).isEqualTo(new Controls.Backups(2, 1, 2, 1));
    }

    @Test
    void changesFromOutsideAreCountedWhenTheyWereFound() {
        outside(1, null);
        outside(2, "olga");
        outside(35, null);

        Controls report = reports.of(MARCH);

        assertThat(report.outside()).hasSize(2);
        assertThat(report.unexplained()).isEqualTo(1);
    }

    @Test
    void theFileHoldsEveryFigureWithItsKeysAndEveryException() {
        emergency(1, null);
        outside(2, null);

        assertThat(reports.of(MARCH).table().rows())
                .anyMatch(row -> row.get(0).equals("emergencies") && row.get(6).equals("UPG-2026-0001"))
                .anyMatch(row -> row.get(0).equals("exception") && row.get(6).contains("not reviewed"))
                .anyMatch(
                        row -> row.get(0).equals("outside-change") && row.get(6).contains("not explained"))
                .anyMatch(row -> row.get(0).equals("ledger") && row.get(6).equals("not verified yet"));
    }

    @Test
    void aShareIsNeverRoundedToAllOrToNone() {
        assertThat(new Controls.Line(ControlFigure.APPROVED_BEFORE_START, 9_999, 10_000).share())
                .contains("99.9 %");
        assertThat(new Controls.Line(ControlFigure.ROLLED_BACK, 1, 10_000).share())
                .contains("0.1 %");
        assertThat(new Controls.Line(ControlFigure.ROLLED_BACK, 0, 0).share()).isEmpty();
    }

    @Test
    void aPeriodIsReadFromTheAddressAndRefusedInWords() {
        LocalDate today = LocalDate.of(2026, 3, 31);

        assertThat(Period.of(Map.of(), today)).isEqualTo(new Period(LocalDate.of(2026, 1, 1), today));
        assertThat(Period.of(Map.of("from", "2026-03-01", "to", ""), today).link())
                .isEqualTo("from=2026-03-01&to=2026-03-31");
        assertThatThrownBy(() -> Period.of(Map.of("from", "March"), today)).hasMessageContaining("\"March\" is no day");
        assertThatThrownBy(() -> Period.of(Map.of("from", "2026-04-01"), today)).hasMessageContaining("exchange");
        assertThatThrownBy(() -> Period.of(Map.of("from", "1990-04-01"), today)).hasMessageContaining("5 years");
    }

    private void assertKeys(ControlFigure figure, String... keys) {
        assertThat(reports.of(MARCH).keys(figure)).as(figure.title()).containsExactly(keys);
    }

    private Controls.Line line(ControlFigure figure) {
        return reports.of(MARCH).line(figure);
    }

    /** Raised, its first step on a target so many days after the first of March. */
    private String started(int number, int day) {
        String key = register.add(number, "order-service", "erik", "RAISED", number, "Patch");
        rooms.jdbc.sql("""
                        insert into unit_of_change (unit_id, upgrade_key, environment, unit_order, mode, item_count, outcome)
                        values (?, ?, 'production', 1, 'RAISE', 1, 'RAISED')
                        """).params(key, key).update();
        step(key, "capture-inventory", 0);
        step(key, "quiesce-system", day);
        step(key, "apply-upgrade", day);
        return key;
    }

    private void step(String key, String topic, int day) {
        rooms.jdbc
                .sql("""
                        insert into step (step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task,
                            attempt, status, outcome, started_at, settled_at)
                        values (?, ?, ?, ?, ?, 'p', ?, 1, 'SETTLED', 'SUCCEEDED', ?, ?)
                        """)
                .params(key + topic, key, key, topic, topic, key + topic, at(day), at(day))
                .update();
    }

    private void plan(String key, String digest, int day) {
        rooms.jdbc
                .sql("insert into upgrade_plan values (?, 1, '{}', ?, 'paula', ?, ?)")
                .params(key, Digest.of(digest).hex(), at(day), at(day))
                .update();
    }

    private void approve(String key, String digest, String person, int day) {
        rooms.jdbc
                .sql("""
                        insert into approval (upgrade_key, plan_digest, approver, role, verdict, given_at)
                        values (?, ?, ?, 'approvers', 'APPROVED', ?)
                        """)
                .params(key, Digest.of(digest).hex(), person, at(day))
                .update();
    }

    private String emergency(int number, Integer reviewed) {
        String key = register.add(number, "order-service", "erik", "RAISED", number, "Patch");
        rooms.jdbc.sql("update upgrade set control_level = 'EMERGENCY'").update();
        rooms.jdbc
                .sql("""
                        insert into debt (upgrade_key, rule_id, sentence, taken_by, taken_at, reviewed_by, reviewed_at)
                        values (?, 'R18', 'Not rehearsed', 'erik', ?, ?, ?)
                        """)
                .params(key, at(number), reviewed == null ? null : "mia", reviewed == null ? null : at(reviewed))
                .update();
        return key;
    }

    private void issue(String key, LocalDate due, Timestamp settled) {
        rooms.jdbc.sql("""
                        insert into known_issue (upgrade_key, kind, sentence, owner, due, noted_by, noted_at, settled_at)
                        values (?, 'FOLLOW_UP', 'Tidy up', 'olga', ?, 'uma', ?, ?)
                        """).params(key, due, at(1), settled).update();
    }

    private void backup(String key, String id, String verdict) {
        rooms.jdbc
                .sql("""
                        insert into backup values (?, ?, ?, 'orders', 1, '/var/backups', ?, 10, ?, 'service stopped', 'h2', '1',
                            ?, '{}', ?)
                        """)
                .params(id, key, key, Digest.of("").hex(), at(2), at(50), at(2))
                .update();
        rooms.jdbc
                .sql("insert into verification values (?, ?, ?, 'orders', ?, ?, 'compared', 10, '{}', ?)")
                .params(id, key, key, id, verdict, at(2))
                .update();
    }

    private void outside(int day, String explainedBy) {
        rooms.jdbc.sql("""
                        insert into inventory_state (system_id, environment, target, occasion, content_digest, found_at, seen_at)
                        values ('order-service', 'production', 'shop1', 'NIGHTLY', ?, ?, ?)
                        """).params(Digest.of("").hex(), at(day), at(day)).update();
        rooms.jdbc
                .sql("""
                        insert into outside_change (system_id, environment, target, owner, state_before, state_after, since,
                            found_at, changed_lines, changed_digest, explained_by, explained_at, explanation)
                        select 'order-service', 'production', 'shop1', 'olga', max(state_id), max(state_id), ?, ?, '[]', ?,
                            ?, ?, ? from inventory_state
                        """)
                .params(
                        at(day),
                        at(day),
                        Digest.of("").hex(),
                        explainedBy,
                        explainedBy == null ? null : at(day + 1),
                        explainedBy == null ? null : "The disk was exchanged")
                .update();
    }

    private static Timestamp at(int day) {
        return Timestamp.from(Register.FIRST.plusSeconds(day * 86_400L));
    }
}

package org.liftlock.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.approval.Approvals;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Windows;
import org.liftlock.naming.TargetId;
import org.liftlock.planning.Plans;
import org.liftlock.process.Variables;
import org.mockito.Mockito;

class GoAheadTest {

    private static final Instant TOO_LATE =
            Rooms.ENDS.minus(Rooms.ESTIMATES.total()).plusSeconds(1);

    private Rooms rooms;
    private GoAhead goAhead;
    private String key;

    @BeforeEach
    void anApprovedAndAnnouncedUpgradeWhoseWindowOpens() {
        rooms = Rooms.cleared();
        goAhead = rooms.get(GoAhead.class);
        key = rooms.request();
        planned();
        announced();
        sent();
        rooms.clock.set(Rooms.OPENS);
    }

    private void planned() {
        Plans plans = rooms.get(Plans.class);
        plans.write(key, rooms.plan(key), "mia");
        plans.seal(key);
        rooms.get(Windows.class).set(key, new MaintenanceWindow(Rooms.OPENS, Rooms.ENDS), "plan");
        rooms.get(Approvals.class).give(key, "anna", "approvers", Approvals.Verdict.APPROVED, "");
    }

    @Test
    void whatIsApprovedAndAnnouncedStartsWhenTheWindowOpens() {
        assertThat(goAhead.check(key)).isEqualTo("yes");
        assertThat(findings()).isEmpty();
    }

    @Test
    void aNodeWhoseClockIsAheadLooksAgain() {
        rooms.clock.set(Rooms.OPENS.minusMillis(1));

        assertThat(goAhead.check(key)).isEqualTo("not-yet");
    }

    @Test
    void anAnnouncementThatIsNotSentYetIsWaitedFor() {
        notSent();

        assertThat(goAhead.check(key)).isEqualTo("not-yet");
        assertThat(findings()).isEmpty();
    }

    @Test
    void anUpgradeThatWasNeverAnnouncedIsNotStarted() {
        rooms.jdbc.sql("delete from message").update();

        assertThat(goAhead.check(key)).isEqualTo("not-yet");
    }

    @Test
    void anAnnouncementThatWasNotSentInTimeLeadsBackToPlanning() {
        notSent();
        rooms.clock.set(TOO_LATE);

        assertThat(goAhead.check(key)).isEqualTo("replan");
        assertThat(findings()).extracting(Finding::rule).containsExactly(RuleId.R30);
    }

    @Test
    void anUpgradeThatJustFitsStarts() {
        rooms.clock.set(TOO_LATE.minusSeconds(1));

        assertThat(goAhead.check(key)).isEqualTo("yes");
    }

    @Test
    void aWindowThatBecameTooShortLeadsBackToPlanning() {
        rooms.clock.set(TOO_LATE);

        assertThat(goAhead.check(key)).isEqualTo("replan");
        assertThat(findings()).extracting(Finding::rule).containsExactly(RuleId.R31);
    }

    @Test
    void aRevokedApprovalLeadsBackToPlanning() {
        rooms.get(Approvals.class).revoke(key, "anna", "the vendor has withdrawn 2.0");

        assertThat(goAhead.check(key)).isEqualTo("replan");
        assertThat(findings()).extracting(Finding::rule).containsExactly(RuleId.R28);
    }

    @Test
    void aChangedDescriptionLeadsBackToPlanning() {
        rooms.redescribe("[raise]", "[raise, --force]");

        assertThat(goAhead.check(key)).isEqualTo("replan");
        assertThat(findings()).extracting(Finding::rule).containsExactly(RuleId.R28);
    }

    @Test
    void aNewFreezeLeadsBackToPlanning() {
        rooms.get(Windows.class).freeze("Sale", Optional.of("web-shop"), Rooms.OPENS, Rooms.ENDS, List.of());

        assertThat(goAhead.check(key)).isEqualTo("replan");
        assertThat(findings()).extracting(Finding::rule).containsExactly(RuleId.R26);
    }

    @Test
    void whatStoodInTheWayIsSettledOnceItIsGone() {
        rooms.clock.set(TOO_LATE);
        goAhead.check(key);
        rooms.clock.set(Rooms.OPENS);

        goAhead.check(key);

        assertThat(findings()).isEmpty();
    }

    @Test
    void aFailureWaitsForItsAnswerUntilTheLastMomentToDecide() {
        assertThat(timeToAnswer(Optional.empty())).isEqualTo(Rooms.ENDS.minus(Duration.ofMinutes(45)));
    }

    @Test
    void afterTheLastMomentAFailureWaitsAShortWhileOnly() {
        rooms.clock.set(Rooms.ENDS.minus(Duration.ofMinutes(20)));

        assertThat(Duration.between(rooms.clock.instant(), timeToAnswer(Optional.empty())))
                .isEqualTo(Moments.grace(Rooms.ESTIMATES));
    }

    @Test
    void inARehearsalNoWindowRunsOut() {
        String rehearsal = rooms.get(Units.class)
                .form(key, "staging", UnitOfChange.Mode.REHEARSE, List.of(TargetId.parse("staging.example.com")))
                .unitId();
        rooms.clock.set(Rooms.ENDS.plus(Duration.ofHours(1)));

        assertThat(timeToAnswer(Optional.of(rehearsal)))
                .isAfterOrEqualTo(rooms.clock.instant().plus(Duration.ofDays(1)));
    }

    @Test
    void aUnitThatIsRaisedIsBoundToTheWindow() {
        String unit = rooms.unit(key, 1).unitId();

        assertThat(timeToAnswer(Optional.of(unit))).isEqualTo(Rooms.ENDS.minus(Duration.ofMinutes(45)));
    }

    @Test
    void aRevokedApprovalIsAMomentAtOnceUntilItIsAnswered() {
        rooms.clock.set(Rooms.OPENS.plusSeconds(60));
        rooms.get(Approvals.class).revoke(key, "anna", "the vendor has withdrawn 2.0");
        assertThat(nextMoment()).isEqualTo("approval-void at " + rooms.clock.instant());

        rooms.clock.move(Duration.ofSeconds(60));
        rooms.get(Directives.class).give(key, Directive.HALT, "start nothing new", "mia");
        assertThat(nextMoment()).isEqualTo("last-moment-to-decide at " + Rooms.ENDS.minus(Duration.ofMinutes(45)));
    }

    @Test
    void aWindowThatIsOpenIsLookedAtAgainSoonAndNotAtOnce() {
        DelegateExecution execution = execution();
        Mockito.when(execution.getVariable(Variables.MAY_START.name())).thenReturn("not-yet");

        rooms.get(FindWindowStart.class).execute(execution);

        Mockito.verify(execution).setVariable(Variables.NEXT_MOMENT.name(), Date.from(Rooms.OPENS.plusSeconds(5)));
    }

    @Test
    void beforeItOpensTheWindowIsLookedAtWhenItOpens() {
        rooms.clock.set(Rooms.OPENS.minusSeconds(600));
        DelegateExecution execution = execution();

        rooms.get(FindWindowStart.class).execute(execution);

        Mockito.verify(execution).setVariable(Variables.NEXT_MOMENT.name(), Date.from(Rooms.OPENS));
    }

    @Test
    void backupsThatAreProvenInTwoStepsArePreparedInTimeAndNotTwice() {
        // given
        rooms.describe(1, """
                {orders: {where: all, backup: {with: pg_basebackup, data: /var/lib/postgresql/15/main, base_within: 12h},
                    login: {url: "jdbc:postgresql://db/orders", user: liftlock, password: secret:orders-db}}}
                """, "");
        rooms.unit(key, 1);
        planned();
        Instant due = Rooms.ENDS.minus(Duration.ofHours(12));
        rooms.clock.set(due.minusSeconds(1));

        // then
        assertThat(lookedAtAgain()).isEqualTo(due);
        assertThat(goAhead.check(key)).isEqualTo("not-yet");

        // when the time has come
        rooms.clock.set(due);
        assertThat(goAhead.check(key)).isEqualTo("prepare");

        // when a base was proven
        base(due);
        assertThat(lookedAtAgain()).isEqualTo(Rooms.OPENS);
        assertThat(goAhead.check(key)).isEqualTo("not-yet");
        rooms.clock.set(Rooms.OPENS);
        assertThat(goAhead.check(key)).isEqualTo("yes");

        // when the window moves, and the base will be too old in it
        rooms.get(Windows.class)
                .set(key, new MaintenanceWindow(Rooms.OPENS.plusSeconds(60), Rooms.ENDS.plusSeconds(60)), "mia");
        assertThat(goAhead.check(key)).isEqualTo("prepare");
    }

    private void base(Instant begunAt) {
        rooms.jdbc
                .sql("""
                        insert into base_backup (upgrade_key, unit_id, item, target, attempt, location, digest, size_bytes,
                            begun_at, restore_millis, report, proven_at)
                        select u.upgrade_key, u.unit_id, i.item, t.target, 1, '/bases', ?, 1, ?, 1, 'compared', ?
                        from unit_of_change u join unit_item i on i.unit_id = u.unit_id and i.provider = 'pg_basebackup'
                            join unit_target t on t.unit_id = u.unit_id
                        """)
                .params("0".repeat(64), Timestamp.from(begunAt), Timestamp.from(begunAt))
                .update();
    }

    private Instant lookedAtAgain() {
        DelegateExecution execution = execution();
        rooms.get(FindWindowStart.class).execute(execution);
        return written(execution, Variables.NEXT_MOMENT.name(), Date.class).toInstant();
    }

    private Instant timeToAnswer(Optional<String> unit) {
        DelegateExecution execution = execution();
        unit.ifPresent(id ->
                Mockito.when(execution.getVariable(Variables.UNIT_ID.name())).thenReturn(id));
        rooms.get(FindTimeToAnswer.class).execute(execution);
        return written(execution, Variables.ANSWER_BY.name(), Date.class).toInstant();
    }

    private String nextMoment() {
        DelegateExecution execution = execution();
        rooms.get(FindNextMoment.class).execute(execution);
        return written(execution, Variables.MOMENT.name(), String.class) + " at "
                + written(execution, Variables.NEXT_MOMENT.name(), Date.class).toInstant();
    }

    private DelegateExecution execution() {
        DelegateExecution execution = Mockito.mock(DelegateExecution.class);
        Mockito.when(execution.getProcessBusinessKey()).thenReturn(key);
        return execution;
    }

    private static <T> T written(DelegateExecution execution, String variable, Class<T> type) {
        var value = org.mockito.ArgumentCaptor.forClass(Object.class);
        Mockito.verify(execution).setVariable(Mockito.eq(variable), value.capture());
        return type.cast(value.getValue());
    }

    private List<Finding> findings() {
        return rooms.get(Findings.class).open(key);
    }

    private void announced() {
        Timestamp now = Timestamp.from(rooms.clock.instant());
        rooms.jdbc.sql("""
                        insert into message (message_id, upgrade_key, kind, channel, recipient, subject, text_body,
                            written_at, attempts, next_attempt_at)
                        values (?, ?, 'ANNOUNCE_UPGRADE', 'MAIL', 'uma@example.com', 'Order service', 'Tonight', ?, 0, ?)
                        """).params(key + ".announce", key, now, now).update();
    }

    private void sent() {
        rooms.jdbc.sql("update message set sent_at = written_at").update();
    }

    private void notSent() {
        rooms.jdbc.sql("update message set sent_at = null").update();
    }
}

package org.liftlock.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftlock.Rooms;
import org.liftlock.approval.Approvals;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.LaunchGate;
import org.liftlock.effect.LaunchGate.Answer;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Windows;
import org.liftlock.naming.TargetId;
import org.liftlock.planning.Plans;

class WindowGateTest {

    private Rooms rooms;
    private LaunchGate gate;
    private String key;
    private String unit;

    @BeforeEach
    void anApprovedUpgradeInItsWindow() {
        rooms = Rooms.cleared();
        gate = rooms.get(WindowGate.class);
        key = rooms.request();
        Plans plans = rooms.get(Plans.class);
        plans.write(key, rooms.plan(key), "mia");
        plans.seal(key);
        rooms.get(Windows.class).set(key, new MaintenanceWindow(Rooms.OPENS, Rooms.ENDS), "plan");
        rooms.get(Approvals.class).give(key, "anna", "approvers", Approvals.Verdict.APPROVED, "");
        unit = rooms.unit(key, 1).unitId();
        rooms.clock.set(Rooms.OPENS);
    }

    @ParameterizedTest
    @EnumSource(names = {"BRACKET_DO", "QUIESCE", "BACK_UP", "APPLY", "REBOOT"})
    void everyForwardStepMayStartAtTheMomentTheWindowOpens(EffectKind kind) {
        assertThat(asked(kind)).isInstanceOf(Answer.Open.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"BRACKET_DO", "QUIESCE", "BACK_UP", "APPLY", "REBOOT"})
    void aMillisecondBeforeTheWindowOpensEveryForwardStepHasToWait(EffectKind kind) {
        rooms.clock.set(Rooms.OPENS.minusMillis(1));

        assertThat(asked(kind)).isEqualTo(new Answer.NotYet(Duration.ofMillis(1)));
    }

    @Test
    void anApplyMayStartAsLongAsItsChecksAndItsWayBackStillFit() {
        Instant last = Rooms.ENDS.minus(Duration.ofMinutes(30 + 15 + 45));

        rooms.clock.set(last);
        assertThat(asked(EffectKind.APPLY)).isInstanceOf(Answer.Open.class);

        rooms.clock.set(last.plusSeconds(1));
        assertThat(closed(EffectKind.APPLY))
                .startsWith("R31: 89 min of the window are left")
                .contains("90 min");
    }

    @Test
    void aQuiesceMayStartAsLongAsTheBackupFitsAsWell() {
        Instant last = Rooms.ENDS.minus(Duration.ofMinutes(30 + 30 + 15 + 45));

        rooms.clock.set(last);
        assertThat(asked(EffectKind.QUIESCE)).isInstanceOf(Answer.Open.class);

        rooms.clock.set(last.plusSeconds(1));
        assertThat(closed(EffectKind.QUIESCE)).startsWith("R31");
        assertThat(closed(EffectKind.BACK_UP)).startsWith("R31");
        assertThat(asked(EffectKind.APPLY)).isInstanceOf(Answer.Open.class);
    }

    @Test
    void aRebootMayStartAsLongAsTheWayBackFits() {
        Instant last = Rooms.ENDS.minus(Duration.ofMinutes(45));

        rooms.clock.set(last);
        assertThat(asked(EffectKind.REBOOT)).isInstanceOf(Answer.Open.class);

        rooms.clock.set(last.plusSeconds(1));
        assertThat(closed(EffectKind.REBOOT)).startsWith("R31");
    }

    @Test
    void afterTheEndNothingOfTheWindowIsLeft() {
        rooms.clock.set(Rooms.ENDS.plusSeconds(1));

        assertThat(closed(EffectKind.APPLY)).startsWith("R31: 0 s");
    }

    @Test
    void withoutAWindowNothingStarts() {
        rooms.jdbc.sql("delete from maintenance_window").update();

        assertThat(closed(EffectKind.APPLY)).isEqualTo("R31: no maintenance window is set");
    }

    @Test
    void aRevokedApprovalClosesTheGate() {
        rooms.get(Approvals.class).revoke(key, "anna", "the vendor has withdrawn 2.0");

        assertThat(closed(EffectKind.APPLY)).startsWith("R28: 0 of 1 approvals");
    }

    @Test
    void aDescriptionThatSaysSomethingElseThanWasApprovedClosesTheGate() {
        rooms.redescribe("[raise]", "[raise, --force]");

        assertThat(closed(EffectKind.APPLY)).startsWith("R28: what the descriptions say has changed");
    }

    @Test
    void aFreezeThatWasOrderedMeanwhileClosesTheGate() {
        rooms.get(Windows.class).freeze("Sale", Optional.empty(), Rooms.OPENS, Rooms.ENDS, List.of("SECURITY_FIX"));

        assertThat(closed(EffectKind.APPLY)).startsWith("R26").contains("Sale");
    }

    @Test
    void aFreezeThatExemptsTheReasonLeavesTheGateOpen() {
        rooms.get(Windows.class)
                .freeze("Sale", Optional.empty(), Rooms.OPENS, Rooms.ENDS, List.of("SECURITY_FIX", "FEATURE"));

        assertThat(asked(EffectKind.APPLY)).isInstanceOf(Answer.Open.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"HALT", "STOP_AND_GO_BACK"})
    void anOrderToStopClosesTheGateForEveryForwardStep(Directive order) {
        rooms.get(Directives.class).give(key, order, "too slow", "mia");

        for (EffectKind kind : EffectKind.values()) {
            if (kind.forward()) {
                assertThat(closed(kind))
                        .as(kind.name())
                        .isEqualTo("The decider has ordered: "
                                + order.name().toLowerCase().replace('_', ' '));
            }
        }
    }

    @Test
    void anOrderToGoOnOpensTheGateAgain() {
        rooms.get(Directives.class).give(key, Directive.HALT, "too slow", "mia");
        rooms.get(Directives.class).give(key, Directive.GO_ON, "fast again", "mia");

        assertThat(asked(EffectKind.APPLY)).isInstanceOf(Answer.Open.class);
    }

    @Test
    void aRehearsalNeedsNeitherWindowNorApprovalButObeysAnOrderToStop() {
        String other = rooms.request();
        String rehearsal = rooms.get(Units.class)
                .form(other, "staging", UnitOfChange.Mode.REHEARSE, List.of(TargetId.parse("staging.example.com")))
                .unitId();

        assertThat(gate.mayStart(other, rehearsal, EffectKind.APPLY)).isInstanceOf(Answer.Open.class);

        rooms.get(Directives.class).give(other, Directive.STOP_AND_GO_BACK, "staging is needed", "mia");
        assertThat(gate.mayStart(other, rehearsal, EffectKind.APPLY)).isInstanceOf(Answer.Closed.class);
    }

    @Test
    void fetchingNeedsNeitherWindowNorApprovalButObeysAnOrderToStop() {
        rooms.clock.set(Rooms.OPENS.minus(Duration.ofDays(2)));
        rooms.get(Approvals.class).revoke(key, "anna", "the vendor has withdrawn 2.0");

        assertThat(gate.mayStart(key, "", EffectKind.FETCH)).isInstanceOf(Answer.Open.class);

        rooms.get(Directives.class).give(key, Directive.HALT, "the line is needed", "mia");
        assertThat(gate.mayStart(key, "", EffectKind.FETCH)).isInstanceOf(Answer.Closed.class);
    }

    @Test
    void theLastStepAfterSignOffNeedsNoWindowOfTheUpgrade() {
        rooms.clock.set(Rooms.ENDS.plus(Duration.ofDays(7)));

        assertThat(asked(EffectKind.FINISH)).isInstanceOf(Answer.Open.class);
    }

    private Answer asked(EffectKind kind) {
        return gate.mayStart(key, unit, kind);
    }

    private String closed(EffectKind kind) {
        return ((Answer.Closed) asked(kind)).reason();
    }
}

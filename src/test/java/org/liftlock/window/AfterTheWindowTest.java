package org.liftlock.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineServices;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.Rooms;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Plans;
import org.liftlock.process.Variables;

/** Steps that are taken when the agreed window is over. */
class AfterTheWindowTest {

    private static final Instant LATE = Rooms.ENDS.plus(Duration.ofMinutes(10));

    private final DelegateExecution execution = mock(DelegateExecution.class);
    private Rooms rooms;
    private Windows windows;
    private String key;

    @BeforeEach
    void theWindowIsOver() {
        rooms = Rooms.cleared();
        windows = rooms.get(Windows.class);
        key = rooms.request();
        rooms.get(Plans.class).write(key, rooms.plan(key), "erik");
        windows.set(key, new MaintenanceWindow(Rooms.OPENS, Rooms.ENDS), "plan");
        rooms.clock.set(LATE);
        when(execution.getProcessBusinessKey()).thenReturn(key);
    }

    @Test
    void theAgreedWayBackOfAUnitGetsAWindowOfItsOwnToo() {
        // given
        when(execution.getVariable(Variables.UNIT_ID.name())).thenReturn("unit-1");

        // when
        rooms.get(TakeAgreedDefault.class).execute(execution);

        // then
        verify(execution).setVariable(Variables.ORDER.name(), "go-back");
        assertThat(windows.of(key)).contains(new MaintenanceWindow(LATE, LATE.plus(Rooms.ESTIMATES.wayBack())));
        assertThat(rooms.told(key, "window")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mia", "agreed answer"})
    void aWayBackThatIsOrderedWhenTimeHasRunOutGetsAWindowOfItsOwn(String by) {
        // given
        IdentityService identity = mock(IdentityService.class);
        ProcessEngineServices engine = mock(ProcessEngineServices.class);
        when(execution.getProcessEngineServices()).thenReturn(engine);
        when(engine.getIdentityService()).thenReturn(identity);
        when(identity.getCurrentAuthentication()).thenReturn(by.equals("mia") ? new Authentication(by, null) : null);
        when(execution.getVariable(Variables.ORDER.name())).thenReturn("go-back");

        // when
        rooms.transaction()
                .executeWithoutResult(status -> rooms.get(GiveOrder.class).execute(execution));

        // then
        assertThat(windows.of(key)).contains(new MaintenanceWindow(LATE, LATE.plus(Rooms.ESTIMATES.wayBack())));
        assertThat(rooms.jdbc
                        .sql("select decided_by from maintenance_window where upgrade_key = ? order by revision")
                        .param(key)
                        .query(String.class)
                        .list())
                .containsExactly("plan", by);
        assertThat(rooms.get(Directives.class).current(key)).isEqualTo(Directive.STOP_AND_GO_BACK);
    }

    @Test
    void aWayBackThatIsOrderedInTheWindowKeepsIt() {
        rooms.clock.set(Rooms.ENDS.minus(Duration.ofMinutes(50)));

        rooms.get(OwnWindows.class).openToGoBackWhenOver(key, "mia");

        assertThat(windows.of(key)).contains(new MaintenanceWindow(Rooms.OPENS, Rooms.ENDS));
    }

    @Test
    void aTakeBackBeginsAtOnceInAWindowThatIsOpenAndElseWhenItOpens() {
        FindTakeBackStart find = rooms.get(FindTakeBackStart.class);
        find.execute(execution);
        verify(execution).setVariable(Variables.NEXT_MOMENT.name(), Date.from(LATE));

        Instant night = LATE.plus(Duration.ofHours(8));
        windows.set(key, new MaintenanceWindow(night, night.plus(Duration.ofHours(1))), "mia");
        find.execute(execution);

        verify(execution).setVariable(Variables.NEXT_MOMENT.name(), Date.from(night));
    }

    @Test
    void whoOpensAWindowIsNotAskedAtOnceAboutItsLastMoment() {
        // given
        rooms.get(Directives.class).give(key, Directive.GO_ON, "go on", "mia");
        rooms.clock.set(LATE.plusSeconds(60));
        Instant ends = LATE.plusSeconds(60).plus(Rooms.ESTIMATES.wayBack());

        // when
        rooms.get(OwnWindows.class).open(key, new MaintenanceWindow(LATE.plusSeconds(60), ends), "mia");
        rooms.get(FindNextMoment.class).execute(execution);

        // then
        verify(execution).setVariable(Variables.MOMENT.name(), "window-end");
        verify(execution).setVariable(Variables.NEXT_MOMENT.name(), Date.from(ends));
    }
}

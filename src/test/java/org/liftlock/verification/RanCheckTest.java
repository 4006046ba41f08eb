package org.liftlock.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.verification.Checks.core;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;

/** Against what systemctl prints; a systemd of its own no test can have. */
class RanCheckTest {

    private static final String TIMER = "LoadState=loaded\nActiveState=active\nSubState=waiting\n"
            + "Unit=orders-export.service\nLastTriggerUSec=Sat 2026-12-05 04:00:12 UTC\nResult=success\n";
    private static final String JOB =
            "LoadState=loaded\nActiveState=inactive\nSubState=dead\nResult=success\nExecMainStatus=0\n";

    private final Map<String, String> units = new HashMap<>();
    private final Launcher launcher = mock(Launcher.class);

    @BeforeEach
    void scheduleAnExport() {
        units.put("orders-export.timer", TIMER);
        units.put("orders-export.service", JOB);
        when(launcher.read(any())).thenAnswer(call -> {
            Command command = call.getArgument(0);
            assertThat(command.environment()).containsEntry("TZ", "UTC");
            assertThat(command.arguments()).startsWith("systemctl", "show");
            String unit = command.arguments().get(command.arguments().size() - 1);
            return new Launcher.Reading(0, units.getOrDefault(unit, "LoadState=not-found\n"), "");
        });
    }

    @Test
    void passesWhenTheJobStartedInTimeAndEndedWell() {
        Observation seen = look("orders-export", "26h");

        assertThat(seen.passed()).as(seen.got()).isTrue();
        assertThat(seen.expected())
                .isEqualTo("orders-export.timer to be active, and its job started within the last 26h and ended well");
        assertThat(seen.got()).isEqualTo("orders-export.service started 22 h 14 min ago, and ended well");
    }

    @Test
    void failsWhenTheJobHasNotStartedForTooLong() {
        Observation seen = look("orders-export.timer", "12h");

        assertThat(seen.passed()).isFalse();
        assertThat(seen.got()).startsWith("orders-export.service started 22 h 14 min ago");
    }

    @Test
    void failsWhenTheJobEndedBadly() {
        units.put("orders-export.service", JOB.replace("success", "exit-code").replace("Status=0", "Status=3"));

        Observation seen = look("orders-export", "26h");
        assertThat(seen.passed()).isFalse();
        assertThat(seen.got()).endsWith("and ended with exit-code, status 3");
    }

    @Test
    void aJobThatStillRunsHasNotEndedWell() {
        units.put("orders-export.service", JOB.replace("inactive", "activating").replace("dead", "start"));

        Observation seen = look("orders-export", "26h");
        assertThat(seen.passed()).isFalse();
        assertThat(seen.got()).endsWith("and is still running");
    }

    @Test
    void failsWhenTheTimerDoesNotGoOn() {
        units.put("orders-export.timer", TIMER.replace("active\n", "inactive\n"));

        assertThat(look("orders-export", "26h").passed()).isFalse();
        assertThat(look("orders-export", "26h").got()).isEqualTo("orders-export.timer is inactive");
    }

    @Test
    void failsWhenTheTimerNeverStartedAnything() {
        units.put("orders-export.timer", TIMER.replace("Sat 2026-12-05 04:00:12 UTC", ""));

        assertThat(look("orders-export", "26h").passed()).isFalse();
        assertThat(look("orders-export", "26h").got()).contains("has started nothing since");
    }

    @Test
    void failsWhenThereIsNoSuchTimerAndWhenSystemdDoesNotAnswer() {
        assertThat(look("orders-exprot", "26h").got())
                .isEqualTo("no unit orders-exprot.timer on localhost/orders: not-found");

        doReturn(new Launcher.Reading(1, "", "System has not been booted with systemd as init system"))
                .when(launcher)
                .read(any());
        Observation seen = look("orders-export", "26h");
        assertThat(seen.passed()).isFalse();
        assertThat(seen.got()).startsWith("no answer of systemd about orders-export.timer on localhost/orders: ");
    }

    private Observation look(String timer, String age) {
        CheckSpec spec = core("export", "ran", Map.of("ran", Map.of("timer", timer), "at_most", age));
        return new RanCheck(Checks.CLOCK)
                .look(new Check(
                        spec,
                        new Settings(spec),
                        Checks.TARGET,
                        () -> launcher,
                        new UsedSecrets(text -> text),
                        Map.of(),
                        Optional.empty()));
    }
}

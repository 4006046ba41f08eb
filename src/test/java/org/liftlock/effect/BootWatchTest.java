package org.liftlock.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liftlock.MovableClock;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.LauncherTrouble;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunState;
import org.liftlock.naming.TargetId;

class BootWatchTest {

    private static final Instant NOW = MovableClock.START;
    private static final RunKey KEY = new RunKey("UPG-2026-0001.reboot-target.e1");

    private final MovableClock clock = new MovableClock();
    private final Launcher launcher = mock(Launcher.class);
    private final EffectJournal effects = mock(EffectJournal.class);
    private final BootWatch watch =
            new BootWatch(effects, launchers(), clock, "/proc/sys/kernel/random/boot_id", Duration.ofMinutes(15));

    private Launchers launchers() {
        Launchers launchers = mock(Launchers.class);
        when(launchers.of(any())).thenReturn(launcher);
        return launchers;
    }

    @Test
    void aRunThatTheRebootEndedIsAReboot() {
        // then
        assertThat(ending(new RunState.Unknown(RunState.Doubt.REBOOTED, "rebooted while command 3 ran")))
                .contains(new EffectOutcome.Succeeded());
    }

    @Test
    void whatShuttingDownEndedIsAReboot() {
        // given: the run was told to end before the machine went down, and that was recorded
        booted("first", "second");

        // then
        assertThat(ending(new RunState.Failed(2, 143))).contains(new EffectOutcome.Succeeded());
    }

    @Test
    void aMachineThatGoesDownIsWaitedFor() {
        // given
        booted("first", "first");

        // then
        assertThat(ending(new RunState.Failed(2, 143))).isEmpty();
    }

    @Test
    void aMachineThatDoesNotAnswerIsWaitedFor() {
        // given
        when(launcher.log(KEY)).thenThrow(new LauncherTrouble("no route to host", null));

        // then
        assertThat(ending(new RunState.Unknown("no answer"))).isEmpty();
        assertThat(ending(new RunState.Failed(2, 143))).isEmpty();
    }

    @Test
    void whatDoesNotComeBackInTimeHasFailed() {
        // given
        clock.set(NOW.plus(Duration.ofMinutes(15)));

        // then
        assertThat(ending(new RunState.Unknown("no answer")))
                .hasValueSatisfying(outcome -> assertThat(outcome.detail())
                        .isEqualTo("It went down and has not come back within 15 min; look at its console"));
    }

    @Test
    void aMachineThatRefusesToRebootHasFailedAtOnce() {
        // given
        booted("first", "first");

        // then
        assertThat(ending(new RunState.Failed(1, 1))).containsInstanceOf(EffectOutcome.Failed.class);
    }

    @Test
    void aRunThatSaysNothingOfTheBootItBeganInProvesNoReboot() {
        // given
        booted("", "second");

        // then
        assertThat(ending(new RunState.Failed(0, 1))).containsInstanceOf(EffectOutcome.Failed.class);
    }

    @Test
    void whileItRunsNothingIsKnown() {
        // then
        assertThat(ending(new RunState.Running(2))).isEmpty();
    }

    private void booted(String before, String now) {
        when(launcher.log(KEY)).thenReturn(before + "\nrebooting\n");
        when(launcher.read(any())).thenReturn(new Launcher.Reading(0, now + "\n", ""));
    }

    private Optional<EffectOutcome> ending(RunState state) {
        return watch.ending(
                new EffectRow(
                        "e1",
                        "s1",
                        "UPG-2026-0001",
                        Optional.of("u1"),
                        TargetId.parse("web1"),
                        EffectKind.REBOOT,
                        KEY,
                        "[]",
                        1,
                        1,
                        EffectRow.Status.STARTED,
                        Optional.empty(),
                        Optional.of("p1"),
                        Optional.of(NOW),
                        true,
                        Optional.of(NOW),
                        Optional.empty(),
                        Optional.empty()),
                state);
    }
}

package org.liftlock.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.lifecycle.Units;

class UnitRebootsTest {

    private final Rooms rooms = Rooms.cleared();
    private final Launcher launcher = mock(Launcher.class);

    @Test
    void whatIsAlwaysRebootedIsRebootedOneAfterAnother() {
        // when
        StepWork work = reboots("reboot: always");

        // then
        List<StepWork.Order> orders = ((StepWork.Effects) work).orders();
        assertThat(orders)
                .extracting(order -> order.turn() + " " + order.target().host())
                .containsExactly("0 orders1.example.com", "1 orders2.example.com");
        assertThat(orders.get(0).commands().get(0).arguments()).containsExactly("cat", "/boot-id");
        assertThat(orders.get(0).commands().get(1).arguments()).containsExactly("systemctl", "reboot");
        assertThat(orders.get(0).commands().get(1).as()).contains("root");
    }

    @Test
    void aTargetThatRequiresNoRebootIsLeftRunning() {
        // given
        when(launcher.read(any())).thenReturn(new Launcher.Reading(1, "", ""));

        // then
        assertThat(reboots("reboot: if-required")).isInstanceOf(StepWork.Known.class);
    }

    @Test
    void aTargetThatRequiresOneIsRebootedAsItsDescriptionSays() {
        // given
        when(launcher.read(any())).thenReturn(new Launcher.Reading(0, "", ""));

        // when
        StepWork work = reboots("""
                reboot: if-required
                operations: {reboot-required: {run: [needs-restarting]}, reboot: {run: [shutdown, -r, now], as: root}}
                """);

        // then
        assertThat(((StepWork.Effects) work).orders().get(0).commands().get(1).arguments())
                .containsExactly("shutdown", "-r", "now");
    }

    private StepWork reboots(String more) {
        rooms.describe(2, "none", more);
        String key = rooms.request();
        String unit = rooms.unit(key, 1, 2).unitId();
        Launchers launchers = mock(Launchers.class);
        when(launchers.of(any())).thenReturn(launcher);
        Step step = new Step("s", key, Optional.of(unit), "reboot-target", "reboot-target", "p", "t", 1, Map.of());
        Optional<StepWork.Proof> proof = Optional.of(new StepWork.Proof("p", unit, key, 1));
        return new UnitReboots(rooms.get(Units.class), launchers, "/boot-id").on(step, EffectKind.REBOOT, proof);
    }
}

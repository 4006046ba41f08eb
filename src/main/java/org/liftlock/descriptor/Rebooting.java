package org.liftlock.descriptor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.launcher.Command;

/**
 * How a target is rebooted.
 *
 * @param when whether it is
 * @param required succeed when a reboot is required
 * @param commands order the reboot and return
 */
public record Rebooting(Reboot when, List<Command> required, List<Command> commands) {

    /** As Debian and its relatives do it; the operations {@code reboot-required} and {@code reboot} say otherwise. */
    static final List<Command> USUALLY_REQUIRED = List.of(Command.of("test", "-e", "/run/reboot-required"));

    static final List<Command> USUAL = List.of(new Command(
            List.of("systemctl", "reboot"),
            Optional.empty(),
            Map.of(),
            Optional.of("root"),
            Optional.empty(),
            Duration.ofMinutes(1),
            Set.of(0)));

    public Rebooting {
        required = List.copyOf(required);
        commands = List.copyOf(commands);
    }
}

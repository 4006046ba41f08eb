package org.liftlock.window;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.lifecycle.Windows;
import org.springframework.stereotype.Component;

/** What else is planned on the system, on what it needs and on what needs it (R26). */
@Component
class Conflicts {

    private final Upgrades upgrades;
    private final Windows windows;
    private final Clock clock;

    Conflicts(Upgrades upgrades, Windows windows, Clock clock) {
        this.upgrades = upgrades;
        this.windows = windows;
        this.clock = clock;
    }

    /** From now to the end of the window; none when the window is over. */
    List<String> now(String upgradeKey, MaintenanceWindow window) {
        Instant now = clock.instant();
        return window.over(now) ? List.of() : between(upgradeKey, now, window.endsAt());
    }

    List<String> between(String upgradeKey, Instant from, Instant to) {
        UpgradeDescription description = upgrades.describe(upgradeKey);
        List<String> systems = Stream.of(
                        Stream.of(description.system().value()),
                        description.usedBy().stream().map(Object::toString),
                        description.systemDescription().dependsOn().stream()
                                .map(dependency -> dependency.system().value()))
                .flatMap(names -> names)
                .toList();
        return windows.conflicts(
                upgradeKey,
                new MaintenanceWindow(from, to),
                systems,
                description.request().reason().category().name());
    }
}

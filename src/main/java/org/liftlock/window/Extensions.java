package org.liftlock.window;

import java.time.Duration;
import java.util.List;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.Windows;
import org.springframework.stereotype.Component;

/** By how much a window may be extended: into nothing else that is planned (R33). */
@Component
public class Extensions {

    private static final List<Duration> USUAL = List.of(
            Duration.ofHours(4),
            Duration.ofHours(2),
            Duration.ofHours(1),
            Duration.ofMinutes(30),
            Duration.ofMinutes(15),
            Duration.ofMinutes(5));

    private final Windows windows;
    private final Conflicts conflicts;

    Extensions(Windows windows, Conflicts conflicts) {
        this.windows = windows;
        this.conflicts = conflicts;
    }

    /** @throws IllegalArgumentException when something else is planned in the time asked for */
    public void check(String upgradeKey, Duration by) {
        if (by.isNegative() || by.isZero()) {
            throw new IllegalArgumentException(
                    "Field \"Extend by how many minutes?\": say by how many minutes, at least 1");
        }
        List<String> colliding = colliding(upgradeKey, by);
        if (!colliding.isEmpty()) {
            throw new IllegalArgumentException("R33: the window cannot be extended by " + by.toMinutes() + " minutes: "
                    + String.join("; ", colliding));
        }
    }

    /** The longest usual length that fits; zero when not even the shortest does. */
    public Duration longest(String upgradeKey) {
        return USUAL.stream()
                .filter(length -> colliding(upgradeKey, length).isEmpty())
                .findFirst()
                .orElse(Duration.ZERO);
    }

    private List<String> colliding(String upgradeKey, Duration by) {
        MaintenanceWindow window = windows.of(upgradeKey)
                .orElseThrow(() ->
                        new IllegalArgumentException("R33: " + upgradeKey + " has no window that could be extended"));
        return conflicts.between(upgradeKey, window.endsAt(), window.endsAt().plus(by));
    }
}

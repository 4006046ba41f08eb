package org.liftlock.window;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.Windows;
import org.springframework.stereotype.Component;

/** What else is planned on the system, on what it needs and on what needs it (R26). */
@Component
class Conflicts {

    private final Windows windows;
    private final Clock clock;

    Conflicts(Windows windows, Clock clock) {
        this.windows = windows;
        this.clock = clock;
    }

    /** From now to the end of the window; none when the window is over. */
    List<String> now(String upgradeKey, MaintenanceWindow window) {
        Instant now = clock.instant();
        return window.over(now)
                ? List.of()
                : windows.conflicts(upgradeKey, new MaintenanceWindow(now, window.endsAt()));
    }
}

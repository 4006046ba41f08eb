package org.liftlock.window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.backup.Bases;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.Windows;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/**
 * When to look again whether the upgrade may start: when the window opens, or shortly, when it has opened already; before
 * that when backups are to be prepared for it.
 */
@Component
class FindWindowStart implements JavaDelegate {

    private static final Duration SHORTLY = Duration.ofSeconds(5);

    private final Windows windows;
    private final Bases bases;
    private final Clock clock;

    FindWindowStart(Windows windows, Bases bases, Clock clock) {
        this.windows = windows;
        this.bases = bases;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        MaintenanceWindow window = windows.of(execution.getProcessBusinessKey()).orElseThrow();
        Instant now = clock.instant();
        boolean askedAlready =
                Variables.MAY_START.look(execution).filter("not-yet"::equals).isPresent();
        Instant look = bases.due(execution.getProcessBusinessKey(), window)
                .filter(due -> due.isBefore(window.opensAt()))
                .orElse(window.opensAt());
        Instant next = now.isBefore(look) ? look : (askedAlready ? now.plus(SHORTLY) : now);
        Variables.NEXT_MOMENT.set(execution, Date.from(next));
    }
}

package org.liftlock.window;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.lifecycle.Windows;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** When what was raised is taken back: when the window that was opened for it opens, or at once, when it is open. */
@Component
class FindTakeBackStart implements JavaDelegate {

    private final Windows windows;
    private final Clock clock;

    FindTakeBackStart(Windows windows, Clock clock) {
        this.windows = windows;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Instant opens =
                windows.of(execution.getProcessBusinessKey()).orElseThrow().opensAt();
        Instant now = clock.instant();
        Variables.NEXT_MOMENT.set(execution, Date.from(opens.isAfter(now) ? opens : now));
    }
}

package org.liftlock.window;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Plans;
import org.springframework.stereotype.Component;

/** Sets the timer of the guard to the next moment at which the decider has to be asked (R32, R33). */
@Component
class FindNextMoment implements JavaDelegate {

    private final Windows windows;
    private final Plans plans;
    private final Clock clock;

    FindNextMoment(Windows windows, Plans plans, Clock clock) {
        this.windows = windows;
        this.plans = plans;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        Date before = (Date) execution.getVariable("momentHandled");
        Moments.Moment moment = Moments.next(
                windows.of(key).orElseThrow(),
                plans.newest(key).orElseThrow().estimates(),
                before == null ? Instant.EPOCH : before.toInstant());
        execution.setVariable("moment", moment.kind().name());
        execution.setVariable("nextMoment", Date.from(later(moment.at())));
        execution.setVariable("answerBy", Date.from(later(moment.answerBy())));
    }

    /** A moment that has passed meanwhile is due now, and its answer a little later. */
    private Instant later(Instant wanted) {
        Instant now = clock.instant();
        return wanted.isBefore(now) ? now : wanted;
    }
}

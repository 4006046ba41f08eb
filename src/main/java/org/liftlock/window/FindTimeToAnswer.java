package org.liftlock.window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Estimates;
import org.liftlock.planning.Plans;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/**
 * Until when a decision on a failure can wait: until the last moment to decide, or, once that has passed, a short while.
 * In a rehearsal no window runs out.
 */
@Component
class FindTimeToAnswer implements JavaDelegate {

    private static final Duration REHEARSAL = Duration.ofDays(3);

    private final Windows windows;
    private final Plans plans;
    private final Units units;
    private final Clock clock;

    FindTimeToAnswer(Windows windows, Plans plans, Units units, Clock clock) {
        this.windows = windows;
        this.plans = plans;
        this.units = units;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        Instant now = clock.instant();
        boolean rehearsal = Variables.UNIT_ID
                .look(execution)
                .filter(unitId -> units.find(unitId).mode() == UnitOfChange.Mode.REHEARSE)
                .isPresent();
        Variables.ANSWER_BY.set(execution, Date.from(rehearsal ? now.plus(REHEARSAL) : inWindow(key, now)));
    }

    private Instant inWindow(String key, Instant now) {
        Estimates estimates = plans.newest(key).orElseThrow().estimates();
        Instant grace = now.plus(Moments.grace(estimates));
        Instant last = estimates.lastMoment(windows.of(key).orElseThrow().endsAt());
        return last.isAfter(grace) ? last : grace;
    }
}

package org.liftlock.window;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.approval.Approvals;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Estimates;
import org.liftlock.planning.Plans;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Sets the timer of the guard to the next moment at which the decider has to be asked (R32, R33). */
@Component
class FindNextMoment implements JavaDelegate {

    private final Windows windows;
    private final Plans plans;
    private final Directives directives;
    private final Approvals approvals;
    private final Clock clock;

    FindNextMoment(Windows windows, Plans plans, Directives directives, Approvals approvals, Clock clock) {
        this.windows = windows;
        this.plans = plans;
        this.directives = directives;
        this.approvals = approvals;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        Moments.Moment moment = find(key);
        Variables.MOMENT.set(execution, moment.kind().word());
        Variables.NEXT_MOMENT.set(execution, Date.from(moment.at()));
        Variables.ANSWER_BY.set(execution, Date.from(moment.answerBy()));
    }

    private Moments.Moment find(String key) {
        Instant now = clock.instant();
        Estimates estimates = plans.newest(key).orElseThrow().estimates();
        Instant lastOrder = Stream.of(directives.lastGiven(key), windows.decidedAt(key))
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        Optional<Instant> revoked = approvals.revokedAt(key).filter(at -> at.isAfter(lastOrder));
        if (revoked.isPresent()) {
            return new Moments.Moment(Moments.Kind.APPROVAL_VOID, now, now.plus(Moments.grace(estimates)));
        }
        return Moments.next(windows.of(key).orElseThrow(), estimates, lastOrder);
    }
}

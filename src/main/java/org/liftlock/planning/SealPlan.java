package org.liftlock.planning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Fixes the plan: its window is booked, its units are formed, its digest is what approvers sign (R28). */
@Component
class SealPlan implements JavaDelegate {

    private static final Duration SOON = Duration.ofMinutes(10);

    private final Sealing sealing;
    private final Plans plans;
    private final Clock clock;

    SealPlan(Sealing sealing, Plans plans, Clock clock) {
        this.sealing = sealing;
        this.plans = plans;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        int needed = Variables.APPROVALS_NEEDED.get(execution);
        sealing.seal(key, needed);
        Instant now = clock.instant();
        Plan plan = plans.newest(key).orElseThrow();
        Duration left = Duration.between(now, neededBy(plan, now));
        Variables.APPROVAL_OVER.set(execution, false);
        Variables.APPROVAL_REMINDER.set(execution, Date.from(now.plus(left.dividedBy(2))));
        Variables.APPROVAL_DEADLINE.set(
                execution, Date.from(now.plus(left.multipliedBy(9).dividedBy(10))));
        Variables.SIGN_OFFS_NEEDED.set(execution, sealing.signOffs(key));
        Variables.SIGN_OFF_OVER.set(execution, false);
        Variables.SIGN_OFF_VERDICT.set(execution, "works");
    }

    /** Until when an approval is of use: until the window opens or, when that is soon, until too little of it is left. */
    private static Instant neededBy(Plan plan, Instant now) {
        return plan.opensAt().isAfter(now.plus(SOON))
                ? plan.opensAt()
                : plan.endsAt().minus(plan.estimates().total());
    }
}

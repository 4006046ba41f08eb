package org.liftlock.monitoring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/**
 * When to look next: soon after the change, then seldom, and at the end. The system is watched as long as the control
 * level says, or longer when the plan says so (R43).
 */
@Component
class FindNextLook implements JavaDelegate {

    static final List<Duration> LOOKS = List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(4));
    private static final Duration DAY = Duration.ofDays(1);

    private final Upgrades upgrades;
    private final Plans plans;
    private final WatchStart start;
    private final Findings findings;
    private final Clock clock;

    FindNextLook(Upgrades upgrades, Plans plans, WatchStart start, Findings findings, Clock clock) {
        this.upgrades = upgrades;
        this.plans = plans;
        this.start = start;
        this.findings = findings;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        Duration asked = upgrades.monitoring(key);
        Duration planned = plans.newest(key).map(Plan::watch).orElse(Duration.ZERO);
        Duration whole = asked.compareTo(planned) > 0 ? asked : planned;
        Instant began = start.of(key);
        Instant now = clock.instant();
        Instant next = troubleReported(key) ? now : next(began, whole, now);
        Variables.NEXT_LOOK.set(execution, Date.from(next));
        Variables.LAST_LOOK.set(execution, !next.isBefore(began.plus(whole)));
    }

    /** Of trouble reported while nobody waited for the message: during a look, or while the decider was asked. */
    private boolean troubleReported(String key) {
        return !findings.open(key, Findings.TROUBLE_REPORTED).isEmpty();
    }

    /** The first look after now, never behind the end; when that has passed, now. */
    static Instant next(Instant began, Duration whole, Instant now) {
        Instant end = began.plus(whole);
        for (Duration look : LOOKS) {
            if (began.plus(look).isAfter(now) && began.plus(look).isBefore(end)) {
                return began.plus(look);
            }
        }
        Instant daily = began.plus(
                DAY.multipliedBy(Math.max(0, Duration.between(began, now).toDays()) + 1));
        Instant next = daily.isBefore(end) ? daily : end;
        return next.isBefore(now) ? now : next;
    }
}

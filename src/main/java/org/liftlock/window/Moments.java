package org.liftlock.window;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.planning.Estimates;

/**
 * The moments of a window at which the decider is asked: the last moment to decide (R32), the end (R33), and from then on
 * again and again while steps still run.
 */
final class Moments {

    static final Duration OVERRUN = Duration.ofMinutes(30);

    private Moments() {}

    enum Kind {
        LAST_MOMENT_TO_DECIDE,
        WINDOW_END,
        OVERRUN,
        APPROVAL_VOID;

        String word() {
            return name().toLowerCase().replace('_', '-');
        }
    }

    /** @param answerBy when the agreed answer is carried out in the decider's place; after {@code at} */
    record Moment(Kind kind, Instant at, Instant answerBy) {}

    /** The first moment after the last order; an order answers every moment before it. */
    static Moment next(MaintenanceWindow window, Estimates estimates, Instant lastOrder) {
        Duration grace = grace(estimates);
        Instant decide = decide(window, estimates, grace);
        Moment last = new Moment(Kind.LAST_MOMENT_TO_DECIDE, decide, decide.plus(grace));
        Moment end =
                new Moment(Kind.WINDOW_END, window.endsAt(), window.endsAt().plus(grace));
        return Stream.of(last, end)
                .filter(moment -> moment.at().isAfter(lastOrder))
                .findFirst()
                .orElseGet(() -> overrun(window, lastOrder, grace));
    }

    /** How long the decider has: half of the margin, and a second where there is none. */
    static Duration grace(Estimates estimates) {
        return estimates.margin().dividedBy(2).plusSeconds(1);
    }

    /** The last moment as planned; earlier where the margin is so small that a way back ordered at the end of the grace would not fit. */
    private static Instant decide(MaintenanceWindow window, Estimates estimates, Duration grace) {
        Instant planned = estimates.lastMoment(window.endsAt());
        Instant answered = window.endsAt()
                .minus(estimates.rollBack())
                .minus(estimates.tell())
                .minus(grace);
        return answered.isBefore(planned) ? answered : planned;
    }

    private static Moment overrun(MaintenanceWindow window, Instant lastOrder, Duration grace) {
        long passed = Duration.between(window.endsAt(), lastOrder).dividedBy(OVERRUN) + 1;
        Instant at = window.endsAt().plus(OVERRUN.multipliedBy(passed));
        return new Moment(Kind.OVERRUN, at, at.plus(grace));
    }
}

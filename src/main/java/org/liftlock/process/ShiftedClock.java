package org.liftlock.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** A machine's clock, corrected. Cut to microseconds, which both databases keep, so that what is read back is equal. */
final class ShiftedClock extends Clock {

    private final Clock machine;
    private final ZoneId zone;
    private final Supplier<Duration> distance;

    ShiftedClock(Clock machine, ZoneId zone, Supplier<Duration> distance) {
        this.machine = machine;
        this.zone = zone;
        this.distance = distance;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new ShiftedClock(machine, other, distance);
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(distance.get()).truncatedTo(ChronoUnit.MICROS);
    }
}

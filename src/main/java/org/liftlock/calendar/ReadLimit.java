package org.liftlock.calendar;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/** Keeps a program that asks again and again from being answered each time: so many readings a minute for each owner. */
@Component
public class ReadLimit {

    /** A calendar program asks a few times an hour. */
    static final int READINGS = 30;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int OWNERS = 10_000;

    private final Clock clock;
    private final ConcurrentMap<String, Count> counts = new ConcurrentHashMap<>();

    ReadLimit(Clock clock) {
        this.clock = clock;
    }

    private record Count(Instant since, int readings) {}

    /** Whether this reading is one too many. */
    public boolean exceeded(String owner) {
        Instant now = clock.instant();
        if (counts.size() > OWNERS) {
            counts.clear();
        }
        return counts.merge(
                                owner,
                                new Count(now, 1),
                                (before, one) ->
                                        Duration.between(before.since(), now).compareTo(MINUTE) >= 0
                                                ? one
                                                : new Count(before.since(), before.readings() + 1))
                        .readings()
                > READINGS;
    }
}

package org.liftlock.descriptor;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a raised system is watched (R43).
 *
 * @param length empty when the control level decides
 * @param through a busy period that must lie inside, in words: "Monday 08:00-10:00"
 */
public record Watch(Optional<Duration> length, Optional<String> through) {

    public static final Watch USUAL = new Watch(Optional.empty(), Optional.empty());
}

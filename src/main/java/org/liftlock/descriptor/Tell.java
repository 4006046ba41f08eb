package org.liftlock.descriptor;

import java.time.Duration;
import java.util.Optional;

/**
 * What users are told (R30, R44).
 *
 * @param before how long before the window; empty when the control level decides
 * @param group whom; empty for the users the system names
 * @param avoid what users should not do before or during the window
 * @param unavailable the system cannot be used during the window
 * @param customers the message goes to customers too
 * @param after users are told again when the system is back
 */
public record Tell(
        Optional<Duration> before,
        Optional<String> group,
        Optional<String> text,
        Optional<String> avoid,
        boolean unavailable,
        boolean customers,
        boolean after) {

    public static final Tell USUAL =
            new Tell(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true, false, true);
}

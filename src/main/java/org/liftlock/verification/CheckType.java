package org.liftlock.verification;

import java.util.Optional;

/** One type of check. Asks the target, changes nothing, and may throw: whoever calls it turns that into a failure. */
interface CheckType {

    /** The word a description uses: {@code http}. */
    String name();

    Observation look(Check check) throws Exception;

    /** What must be known from before the upgrade, if this check needs anything. */
    default Optional<String> remember(Check check) throws Exception {
        return Optional.empty();
    }
}

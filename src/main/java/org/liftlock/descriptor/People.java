package org.liftlock.descriptor;

import java.util.List;
import java.util.Optional;

/** Who answers for an upgrade (R21, R27, R39); names of users or groups. */
public record People(
        Optional<String> decider, Optional<String> deputy, Optional<String> engineer, List<String> signOff) {

    public static final People NONE = new People(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public People {
        signOff = List.copyOf(signOff);
        if (decider.isPresent() && decider.equals(deputy)) {
            throw new IllegalArgumentException(
                    "The deputy is another person than the decider, not \"" + decider.get() + "\" twice (R27)");
        }
    }
}

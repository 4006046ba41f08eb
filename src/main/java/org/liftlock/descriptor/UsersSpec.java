package org.liftlock.descriptor;

import java.util.Optional;

/** Who uses a system (R05): a group, how to reach it, and when it is busy, in words. */
public record UsersSpec(Optional<String> group, Optional<String> contact, Optional<String> busy) {

    public static final UsersSpec UNKNOWN = new UsersSpec(Optional.empty(), Optional.empty(), Optional.empty());
}

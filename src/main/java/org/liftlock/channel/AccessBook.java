package org.liftlock.channel;

import java.util.Optional;
import org.liftlock.naming.TargetId;

/** Knows how machines are reached: what the descriptions say of it. */
public interface AccessBook {

    /** Empty when nobody has said how. */
    Optional<SshAccess> accessTo(TargetId target);
}

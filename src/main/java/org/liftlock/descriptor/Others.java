package org.liftlock.descriptor;

import java.util.Optional;
import org.liftlock.naming.SystemId;

/** Finds another system that a bracket speaks of. */
interface Others {

    Optional<TargetReader> of(SystemId system);
}

package org.liftlock.descriptor;

import java.util.List;
import org.liftlock.launcher.Command;

/**
 * What raising a system does to one target at one place of the order of its unit.
 *
 * @param place in the order, from 0; 0 where no order is given
 * @param operation {@code apply}, or one that only targets of this role have, such as {@code hold}
 * @param afterSignOff it waits for sign-off
 */
public record ApplyPart(int place, String operation, boolean afterSignOff, List<Command> commands) {

    /** Brings the new version. */
    public static final String APPLY = "apply";

    public ApplyPart {
        commands = List.copyOf(commands);
    }

    public boolean applies() {
        return operation.equals(APPLY);
    }
}

package org.liftlock.launcher;

import java.util.List;

/**
 * What is handed to the launcher on a target: commands that run in order under one key; the first that fails ends
 * the run.
 *
 * @param token fencing token; a launcher refuses one lower than the highest it has seen
 */
public record RunOrder(RunKey key, long token, List<Command> commands) {

    public RunOrder {
        commands = List.copyOf(commands);
        if (token < 1) {
            throw new IllegalArgumentException("A fencing token is at least 1");
        }
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("A run has at least one command");
        }
    }
}

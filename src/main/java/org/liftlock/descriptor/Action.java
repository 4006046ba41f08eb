package org.liftlock.descriptor;

import java.util.Map;
import org.liftlock.launcher.Command;

/**
 * One command of a bracket.
 *
 * @param keep what is remembered of its output: a name, and the JSON pointer it is found at; the undo speaks of it as
 *     {@code ${kept.NAME}}
 */
public record Action(Command command, Map<String, String> keep) {

    public Action {
        keep = Map.copyOf(keep);
    }
}

package org.liftlock.descriptor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liftlock.naming.TargetId;

/**
 * What is put around an upgrade and taken away again on every path: silence the alarms, drain a node.
 *
 * @param where the targets its commands run on, which may be others than those being raised
 * @param undo may speak of {@code ${kept.NAME}}, the one variable that stays open until the bracket was opened: ask for
 *     the target's description again with what was kept
 */
public record Bracket(String name, List<TargetId> where, List<Action> open, List<Action> undo) {

    public Bracket {
        where = List.copyOf(where);
        open = List.copyOf(open);
        undo = List.copyOf(undo);
    }

    /** What the open keeps for the undo: names, and the JSON pointers into its output. */
    public Map<String, String> keeps() {
        Map<String, String> keeps = new TreeMap<>();
        open.forEach(action -> keeps.putAll(action.keep()));
        return keeps;
    }
}

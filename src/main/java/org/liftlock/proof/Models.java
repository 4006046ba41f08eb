package org.liftlock.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The processes that are proved together, by id.
 *
 * @param findings what cannot be followed
 * @param hygiene what a look at single elements told
 */
record Models(Map<String, Scope> processes, List<Finding> findings, List<Finding> hygiene) {

    Optional<Scope> process(String id) {
        return Optional.ofNullable(processes.get(id));
    }

    /** The processes nobody among them calls; all of a ring when they only call each other. */
    List<Scope> roots() {
        Set<String> called = new HashSet<>();
        processes.forEach((id, scope) -> scope.all()
                .filter(node -> node.called != null && !node.called.equals(id))
                .forEach(node -> called.add(node.called)));
        List<Scope> roots = new ArrayList<>();
        Set<String> reached = new HashSet<>();
        for (boolean uncalled : new boolean[] {true, false}) {
            processes.forEach((id, scope) -> {
                if (called.contains(id) != uncalled && !reached.contains(id)) {
                    roots.add(scope);
                    reach(id, reached);
                }
            });
        }
        return roots;
    }

    private void reach(String id, Set<String> reached) {
        if (processes.containsKey(id) && reached.add(id)) {
            processes.get(id).all().filter(node -> node.called != null).forEach(node -> reach(node.called, reached));
        }
    }

    static Models none() {
        return new Models(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
    }
}

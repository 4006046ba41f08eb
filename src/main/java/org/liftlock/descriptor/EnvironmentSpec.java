package org.liftlock.descriptor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.naming.TargetId;

/**
 * One environment of a system.
 *
 * @param standsFor the environment a rehearsal here speaks for
 * @param differs declared differences, shown to the approver (R18)
 * @param targets targets in the order they are described, each with its role where it has one
 * @param groups named groups of other hosts, such as load balancers
 */
public record EnvironmentSpec(
        String name,
        Optional<String> standsFor,
        List<String> differs,
        Map<TargetId, Optional<String>> targets,
        Map<String, List<TargetId>> groups) {

    public EnvironmentSpec {
        differs = List.copyOf(differs);
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        groups = Map.copyOf(groups);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("Environment \"" + name + "\" names at least one target");
        }
    }
}

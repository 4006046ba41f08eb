package org.liftlock.descriptor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.channel.SshAccess;
import org.liftlock.naming.Digest;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;

/**
 * A system as described by site, kind and system together, before anybody asks for an upgrade.
 *
 * @param usedBy systems that depend on this one (R09)
 * @param methods by name, in the order described; the first is the usual one
 * @param access how targets, and members of groups, are reached over SSH; without those of which nothing is said
 * @param defaults what a request for this system starts from: {@code people}, {@code no_answer}, {@code tell}, ...
 * @param merged every value with the file it comes from
 * @param digest over the merged values
 */
public record SystemDescription(
        SystemId system,
        String name,
        String kind,
        String owner,
        Criticality criticality,
        List<Dependency> dependsOn,
        List<SystemId> usedBy,
        UsersSpec users,
        Map<String, EnvironmentSpec> environments,
        Map<String, Method> methods,
        Rollout rollout,
        Reboot reboot,
        Site site,
        Map<TargetId, SshAccess> access,
        Map<String, Object> defaults,
        List<MergedValue> merged,
        Digest digest) {

    public SystemDescription {
        dependsOn = List.copyOf(dependsOn);
        usedBy = List.copyOf(usedBy);
        environments = Collections.unmodifiableMap(new LinkedHashMap<>(environments));
        methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
        access = Map.copyOf(access);
        defaults = Trees.copy(defaults);
        merged = List.copyOf(merged);
    }

    /** The environment that a rehearsal for the given one runs in, when the system has such a one (R18). */
    public Optional<EnvironmentSpec> standInFor(String environment) {
        return environments.values().stream()
                .filter(candidate ->
                        candidate.standsFor().filter(environment::equals).isPresent())
                .findFirst()
                .or(() -> environment.equals("staging")
                        ? Optional.empty()
                        : Optional.ofNullable(environments.get("staging")));
    }
}

package org.liftlock.descriptor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Items;
import org.liftlock.naming.TargetId;

/** For which roles steps are. Where no target has one of them, nothing would be stopped, and nobody would notice. */
final class StepRoles {

    private static final List<String> STOPPING = List.of("stop", "start");

    private StepRoles() {}

    /** The roles a kind takes out of use; none where it does so with every target. */
    static Set<String> stopped(Fields description) {
        Set<String> roles = new LinkedHashSet<>();
        STOPPING.forEach(
                name -> roles.addAll(of(description.fields("operations").get(name))));
        return roles;
    }

    /** Every environment has a target that is stopped and started. */
    static void check(Fields merged, SystemDescription system, Problems problems) {
        for (String operation : STOPPING) {
            Set<String> roles = of(merged.fields("operations").get(operation));
            system.environments().forEach((name, environment) -> {
                if (!roles.isEmpty() && environment.targets().values().stream().noneMatch(in(roles))) {
                    problems.add(
                            merged.fields("environments").fields(name).place(),
                            "environments." + name + ".targets",
                            targets(environment.targets()),
                            "a target with role: " + String.join(" or ", roles) + ", for which alone the kind has "
                                    + operation,
                            "Say it at the target: HOST: {role: "
                                    + roles.iterator().next() + "}. Without it nothing is" + " taken out of use.");
                }
            });
        }
    }

    private static Predicate<Optional<String>> in(Set<String> roles) {
        return role -> role.filter(roles::contains).isPresent();
    }

    private static String targets(Map<TargetId, Optional<String>> targets) {
        return targets.entrySet().stream()
                .map(target -> target.getKey().host()
                        + target.getValue().map(role -> " (" + role + ")").orElse(""))
                .collect(Collectors.joining(", "));
    }

    /** None when a step is for every target. */
    private static Set<String> of(Optional<Value> operation) {
        List<Value> steps = operation
                .map(value -> value instanceof Items items ? items.list() : List.of(value))
                .orElse(List.of());
        Set<String> roles = new LinkedHashSet<>();
        for (Value step : steps) {
            Optional<String> role = step instanceof Fields fields ? fields.text("role") : Optional.empty();
            if (role.isEmpty()) {
                return Set.of();
            }
            roles.add(role.get());
        }
        return roles;
    }
}

package org.liftlock.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Elements that no run can reach, wherever their process is called from. */
final class DeadElements {

    private final Set<Part> wanted = new LinkedHashSet<>();
    private final Set<Part> reached = new LinkedHashSet<>();
    private boolean unknown;

    void note(Exploration exploration) {
        Net net = exploration.net();
        wanted.addAll(net.parts());
        unknown |= exploration.space().tooLarge();
        exploration.space().happened().stream()
                .mapToObj(id -> net.transitions().get(id).part())
                .forEach(reached::add);
        net.passedBy().forEach((part, others) -> {
            if (others.stream().anyMatch(reached::contains)) {
                reached.add(part);
            }
        });
    }

    List<Finding> findings() {
        if (unknown) {
            return List.of();
        }
        Map<String, List<Part>> dead = new LinkedHashMap<>();
        wanted.stream()
                .filter(part -> !reached.contains(part))
                .forEach(part -> dead.computeIfAbsent(part.resource() + " " + part.process(), key -> new ArrayList<>())
                        .add(part));
        return dead.values().stream().map(DeadElements::finding).toList();
    }

    private static Finding finding(List<Part> parts) {
        Part first = parts.get(0);
        String names = parts.stream().map(Part::quoted).collect(Collectors.joining(", "));
        return new Finding(
                Rule.NO_DEAD_ELEMENT.id(),
                Rule.NO_DEAD_ELEMENT.aspect(),
                Finding.Severity.ERROR,
                first.resource(),
                first.process(),
                parts.stream().map(Part::id).toList(),
                "No path ever reaches " + names + ".",
                Rule.NO_DEAD_ELEMENT.remedy(),
                List.of());
    }
}

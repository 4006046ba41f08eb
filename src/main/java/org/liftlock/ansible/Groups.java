package org.liftlock.ansible;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Groups and hosts of an inventory, gathered while it is read; what is wrong is gathered with them. */
final class Groups {

    static final String ALL = "all";
    static final String UNGROUPED = "ungrouped";

    private final String file;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Map<String, Variable>> hosts = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final List<Remark> problems = new ArrayList<>();

    Groups(String file) {
        this.file = file;
        group(ALL);
    }

    Group group(String name) {
        return groups.computeIfAbsent(name, Group::new);
    }

    boolean has(String name) {
        return groups.containsKey(name);
    }

    void problem(int line, String text) {
        problems.add(new Remark(file, line, text));
    }

    void host(Group group, String pattern, Map<String, Variable> variables, int line) {
        try {
            for (String name : HostRange.expand(pattern)) {
                group.hosts().add(name);
                hosts.computeIfAbsent(name, none -> new LinkedHashMap<>()).putAll(variables);
                lines.putIfAbsent(name, line);
            }
        } catch (IllegalArgumentException wrong) {
            problem(line, wrong.getMessage() + ".");
        }
    }

    /**
     * All hosts with the variables that count for them: of the group furthest out first, the host's own last.
     *
     * @throws UnreadableInventory naming everything that is wrong
     */
    List<Host> hosts() {
        groups.values().forEach(this::checkChildren);
        if (problems.isEmpty()) {
            groups.keySet().forEach(name -> checkCircle(name, new LinkedHashSet<>()));
        }
        if (!problems.isEmpty()) {
            throw new UnreadableInventory(problems);
        }
        Map<String, Integer> depths = new LinkedHashMap<>();
        groups.keySet().forEach(name -> depths.put(name, depth(name)));
        List<Host> all = new ArrayList<>();
        hosts.forEach((name, own) -> {
            Set<String> in = groupsOf(name);
            Map<String, Variable> variables = new LinkedHashMap<>();
            in.stream()
                    .sorted(Comparator.comparing((String group) -> depths.get(group))
                            .thenComparing(group -> group))
                    .forEach(group -> variables.putAll(groups.get(group).variables()));
            variables.putAll(own);
            in.remove(ALL);
            in.remove(UNGROUPED);
            all.add(new Host(name, in, variables, lines.get(name)));
        });
        return all;
    }

    private void checkChildren(Group group) {
        group.children().forEach((child, line) -> {
            if (!groups.containsKey(child)) {
                problem(
                        line,
                        "group " + group.name() + " has the child " + child + ", which is no group here. Known: "
                                + String.join(", ", new TreeSet<>(groups.keySet())) + ".");
            }
        });
    }

    private void checkCircle(String name, Set<String> above) {
        if (!above.add(name)) {
            problem(0, "groups are children of each other: " + String.join(", ", above) + ".");
            return;
        }
        if (problems.isEmpty()) {
            groups.get(name).children().keySet().forEach(child -> checkCircle(child, new LinkedHashSet<>(above)));
        }
    }

    private int depth(String name) {
        if (name.equals(ALL)) {
            return 0;
        }
        return 1
                + groups.values().stream()
                        .filter(group -> group.children().containsKey(name))
                        .mapToInt(group -> depth(group.name()))
                        .max()
                        .orElse(0);
    }

    private Set<String> groupsOf(String host) {
        Set<String> in = new TreeSet<>(Set.of(ALL));
        groups.values().stream()
                .filter(group -> group.hosts().contains(host))
                .forEach(group -> addWithParents(group.name(), in));
        return in;
    }

    private void addWithParents(String name, Set<String> in) {
        in.add(name);
        groups.values().stream()
                .filter(group -> group.children().containsKey(name))
                .forEach(group -> addWithParents(group.name(), in));
    }
}

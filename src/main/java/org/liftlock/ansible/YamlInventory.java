package org.liftlock.ansible;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the YAML form: groups with hosts, children and vars. Nothing is constructed from tags. */
final class YamlInventory {

    private static final int DEEPEST = 30;
    private static final Set<String> KEYS = Set.of("hosts", "children", "vars");

    private final Groups groups;

    private YamlInventory(Groups groups) {
        this.groups = groups;
    }

    static void read(String text, Groups groups) {
        new YamlInventory(groups).read(text);
    }

    private void read(String text) {
        try {
            Node root = new Compose(LoadSettings.builder().build())
                    .composeString(text)
                    .orElse(null);
            if (!(root instanceof MappingNode all)) {
                groups.problem(1, "an inventory in YAML begins with a group, such as all: with hosts: below it.");
                return;
            }
            entries(all).forEach((name, value) -> group(name, value, 0));
        } catch (MarkedYamlEngineException broken) {
            groups.problem(
                    broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0),
                    broken.getProblem() + "; nothing of this file was read.");
        } catch (YamlEngineException broken) {
            groups.problem(
                    0, String.valueOf(broken.getMessage()).lines().findFirst().orElse("no YAML") + ".");
        }
    }

    private void group(String name, Node node, int depth) {
        Group group = groups.group(name);
        if (isNothing(node)) {
            return;
        }
        if (depth > DEEPEST || !(node instanceof MappingNode said)) {
            groups.problem(
                    line(node),
                    depth > DEEPEST
                            ? "groups are nested deeper than " + DEEPEST + " levels."
                            : "group " + name + " holds hosts:, children: and vars:, not a single value.");
            return;
        }
        entries(said).forEach((key, value) -> {
            if (!KEYS.contains(key)) {
                groups.problem(
                        line(value),
                        "\"" + key + "\" is nothing a group has; it has " + String.join(", ", new TreeSet<>(KEYS))
                                + (name.equals("_meta") || key.equals("hostvars")
                                        ? ". This is what a program prints for ansible --list; give"
                                                + " ansible-inventory --list --yaml instead"
                                        : "")
                                + ".");
            } else if (isNothing(value)) {
                return;
            } else if (!(value instanceof MappingNode inner)) {
                groups.problem(line(value), key + " of group " + name + " is a map: names with a colon behind them.");
            } else {
                part(group, key, inner, depth);
            }
        });
    }

    private void part(Group group, String key, MappingNode inner, int depth) {
        switch (key) {
            case "hosts" ->
                entries(inner).forEach((pattern, vars) -> groups.host(group, pattern, variables(vars), line(vars)));
            case "vars" -> group.variables().putAll(variables(inner));
            default ->
                entries(inner).forEach((child, value) -> {
                    group.children().putIfAbsent(child, line(value));
                    group(child, value, depth + 1);
                });
        }
    }

    private Map<String, Variable> variables(Node node) {
        Map<String, Variable> variables = new LinkedHashMap<>();
        if (node instanceof MappingNode said) {
            entries(said).forEach((name, value) -> variables.put(name, variable(value)));
        } else if (!isNothing(node)) {
            groups.problem(line(node), "variables are a map: name: value.");
        }
        return variables;
    }

    private static Variable variable(Node value) {
        String tag = value.getTag().getValue();
        if (tag.equals("!vault") || tag.equals("!vault-encrypted")) {
            return new Variable("", Variable.Kind.VAULT, line(value));
        }
        return value instanceof ScalarNode scalar
                ? Variable.plain(isNothing(scalar) ? "" : scalar.getValue(), line(value))
                : new Variable("", Variable.Kind.STRUCTURED, line(value));
    }

    private Map<String, Node> entries(MappingNode node) {
        Map<String, Node> entries = new LinkedHashMap<>();
        List<NodeTuple> tuples = node.getValue();
        for (NodeTuple tuple : tuples) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                groups.problem(line(tuple.getKeyNode()), "a name is a plain word.");
            } else if (entries.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
                groups.problem(line(key), "\"" + key.getValue() + "\" stands here a second time; keep one of the two.");
            }
        }
        return entries;
    }

    private static boolean isNothing(Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.getValue().isEmpty() || scalar.getValue().matches("~|null|Null|NULL"));
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}

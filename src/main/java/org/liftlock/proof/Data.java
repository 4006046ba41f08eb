package org.liftlock.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liftlock.process.Variables;

/** Which variables are followed, and which values of them models can tell apart. */
final class Data {

    private static final int MOST_WAYS = 64;

    private final Net net;
    private final Map<String, Domain> domains = new HashMap<>();
    private final Set<String> followed = new HashSet<>();
    private final Set<String> closed = new HashSet<>();

    /** @param all follow every variable, not only those that our steps write in a known way */
    Data(Net net, Models models, boolean all) {
        this.net = net;
        Map<String, Set<Object>> constants = new HashMap<>();
        Meaning.TOLD_APART.forEach((name, values) ->
                constants.computeIfAbsent(name, unknown -> new HashSet<>()).addAll(values));
        models.processes().values().stream().flatMap(Scope::all).forEach(node -> collect(node, constants));
        constants.forEach((name, values) -> domains.put(name, Domain.of(values)));
        for (String count : List.of(Variables.APPROVALS_NEEDED.name(), Variables.SIGN_OFFS_NEEDED.name())) {
            domains.computeIfPresent(count, (name, domain) -> domain.counting());
        }
        domains.put(Variables.MODE.name(), Domain.closed(Meaning.TOLD_APART.get(Variables.MODE.name())));
        followed.addAll(Meaning.TOLD_APART.keySet());
        outcomes(models);
        if (all) {
            followed.addAll(domains.keySet());
        }
        domains.forEach((name, domain) -> {
            if (domain.isOfFlags()) {
                closed.add(name);
            }
        });
    }

    private void collect(Node node, Map<String, Set<Object>> constants) {
        node.out.stream()
                .filter(flow -> flow.condition() != null)
                .forEach(flow -> collect(flow.condition(), constants));
        for (List<Node.Write> writes :
                List.of(node.handedIn, node.handedBack, node.writtenAtStart, node.writtenAtEnd)) {
            for (Node.Write write : writes) {
                if (write.values() != null) {
                    constants
                            .computeIfAbsent(write.variable(), unknown -> new HashSet<>())
                            .addAll(write.values());
                    followed.add(write.variable());
                }
            }
        }
    }

    private static void collect(Condition condition, Map<String, Set<Object>> constants) {
        if (condition instanceof Condition.Compare compare) {
            constants
                    .computeIfAbsent(compare.variable(), unknown -> new HashSet<>())
                    .add(compare.constant());
        } else if (condition instanceof Condition.And and) {
            collect(and.left(), constants);
            collect(and.right(), constants);
        } else if (condition instanceof Condition.Or or) {
            collect(or.left(), constants);
            collect(or.right(), constants);
        } else if (condition instanceof Condition.Not not) {
            collect(not.negated(), constants);
        }
    }

    /** An external task ends in one of four ways, so a variable that only ever gets its outcome has no other value. */
    private void outcomes(Models models) {
        Set<String> written = new HashSet<>();
        Set<String> otherwise = new HashSet<>();
        models.processes().values().stream()
                .flatMap(Scope::all)
                .forEach(node -> node.writtenAtEnd.forEach(write -> {
                    boolean outcome =
                            node.topic != null && Variables.OUTCOME.name().equals(write.source());
                    (outcome ? written : otherwise).add(write.variable());
                }));
        written.removeAll(otherwise);
        for (String name : written) {
            domains.put(name, Domain.closed(Meaning.OUTCOMES));
            followed.add(name);
            closed.add(name);
        }
    }

    /** Number of the variable in the net, -1 when it is not followed and may be anything. */
    int variable(Instance instance, String name) {
        Domain domain = domains.get(name);
        if (domain == null || !followed.contains(name) || instance.races.contains(name)) {
            return -1;
        }
        return net.variable(instance.prefix + name, domain.all());
    }

    Domain domain(String name) {
        return domains.get(name);
    }

    boolean isClosed(String name) {
        return closed.contains(name);
    }

    Set<String> followed() {
        return followed;
    }

    /** Ways in which the condition can hold, or fail to: each names what variables have to be. */
    List<Map<Integer, Integer>> ways(Instance instance, Condition condition, boolean holds) {
        if (condition instanceof Condition.Compare compare) {
            int variable = variable(instance, compare.variable());
            if (variable < 0) {
                return List.of(Map.of());
            }
            int mask = domain(compare.variable()).mask(compare.operator(), compare.constant(), holds);
            return mask == 0 ? List.of() : List.of(Map.of(variable, mask));
        }
        if (condition instanceof Condition.Not not) {
            return ways(instance, not.negated(), !holds);
        }
        if (condition instanceof Condition.And and) {
            return combine(ways(instance, and.left(), holds), ways(instance, and.right(), holds), holds);
        }
        if (condition instanceof Condition.Or or) {
            return combine(ways(instance, or.left(), holds), ways(instance, or.right(), holds), !holds);
        }
        return List.of(Map.of());
    }

    private static List<Map<Integer, Integer>> combine(
            List<Map<Integer, Integer>> one, List<Map<Integer, Integer>> other, boolean both) {
        if (both) {
            return product(one, other);
        }
        List<Map<Integer, Integer>> either = new ArrayList<>(one);
        either.addAll(other);
        return either;
    }

    static List<Map<Integer, Integer>> product(List<Map<Integer, Integer>> some, List<Map<Integer, Integer>> others) {
        List<Map<Integer, Integer>> product = new ArrayList<>();
        for (Map<Integer, Integer> one : some) {
            for (Map<Integer, Integer> other : others) {
                Map<Integer, Integer> both = new HashMap<>(one);
                other.forEach((variable, mask) -> both.merge(variable, mask, (left, right) -> left & right));
                if (!both.containsValue(0)) {
                    product.add(both);
                }
            }
        }
        // Fewer conditions allow more, which is safe.
        return product.size() > MOST_WAYS ? List.of(Map.of()) : product;
    }

    /** Whether every value that the condition can see is known to be one of those it names. */
    boolean decides(Instance instance, Condition condition) {
        if (condition instanceof Condition.Compare compare) {
            return isClosed(compare.variable()) && variable(instance, compare.variable()) >= 0;
        }
        if (condition instanceof Condition.Not not) {
            return decides(instance, not.negated());
        }
        if (condition instanceof Condition.And and) {
            return decides(instance, and.left()) && decides(instance, and.right());
        }
        return condition instanceof Condition.Or or && decides(instance, or.left()) && decides(instance, or.right());
    }
}

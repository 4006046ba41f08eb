package org.liftlock.proof;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds circles that are never left: nothing on them waits, and no step on them writes what their gateways ask for. To the
 * state space a gateway may take any flow, so it always sees a way out; the engine would go round in one transaction until
 * its memory is full.
 */
final class Circles {

    private static final Set<Node.Kind> PASSED_AT_ONCE =
            EnumSet.of(Node.Kind.TASK, Node.Kind.THROW, Node.Kind.EXCLUSIVE, Node.Kind.INCLUSIVE, Node.Kind.PARALLEL);

    /** Far more than any of our models has; a model with more is too entangled to be looked through. */
    private static final int MOST_STEPS = 100_000;

    private final List<Node> path = new ArrayList<>();
    private final Set<Node> onPath = new HashSet<>();
    private final Set<Node> done = new HashSet<>();
    private int steps;

    private Circles() {}

    /** @return one for each process is enough to refuse it */
    static Optional<Finding> in(Scope process) {
        Circles circles = new Circles();
        for (Node node : process.all().filter(Circles::isPassedAtOnce).toList()) {
            Optional<Finding> found = circles.follow(node, node);
            if (found.isPresent()) {
                return found;
            }
            circles.done.add(node);
        }
        return Optional.empty();
    }

    private Optional<Finding> follow(Node node, Node start) {
        if (++steps > MOST_STEPS) {
            return Optional.of(Findings.of(
                    Rule.TOO_LARGE,
                    start.part,
                    "The circles through " + start.part.quoted() + " are too many to be looked through."));
        }
        path.add(node);
        onPath.add(node);
        try {
            for (Node.Flow flow : node.out) {
                Node next = flow.target();
                if (next == start && isEndless()) {
                    return Optional.of(told());
                }
                if (isPassedAtOnce(next) && !onPath.contains(next) && !done.contains(next)) {
                    Optional<Finding> found = follow(next, start);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            return Optional.empty();
        } finally {
            path.remove(path.size() - 1);
            onPath.remove(node);
        }
    }

    private static boolean isPassedAtOnce(Node node) {
        return PASSED_AT_ONCE.contains(node.kind)
                && node.topic == null
                && (!node.work || !node.beans.isEmpty())
                && node.loop == Node.Loop.ONCE
                && node.attached.isEmpty();
    }

    private boolean isEndless() {
        Set<String> asked = asked();
        return path.stream().noneMatch(node -> node.mayWriteAnything || node.bringsVariables)
                && path.stream().flatMap(node -> node.out.stream()).allMatch(flow -> isKnown(flow.condition()))
                && path.stream().flatMap(Reading::written).noneMatch(write -> asked.contains(write.variable()));
    }

    private Set<String> asked() {
        Set<String> asked = new LinkedHashSet<>();
        path.forEach(node -> node.out.forEach(flow -> Reading.variables(flow.condition(), asked)));
        return asked;
    }

    private static boolean isKnown(Condition condition) {
        if (condition instanceof Condition.And and) {
            return isKnown(and.left()) && isKnown(and.right());
        }
        if (condition instanceof Condition.Or or) {
            return isKnown(or.left()) && isKnown(or.right());
        }
        return condition instanceof Condition.Not not
                ? isKnown(not.negated())
                : !(condition instanceof Condition.Unknown);
    }

    private Finding told() {
        String circle = path.stream().map(node -> node.part.quoted()).collect(Collectors.joining(", "));
        Set<String> asked = asked();
        return Findings.of(
                Rule.ENDLESS,
                path.get(0).part,
                "Once it goes round through " + circle + ", it does so for ever: nothing waits there"
                        + (asked.isEmpty()
                                ? "."
                                : ", and no step on it writes \"" + String.join("\", \"", asked) + "\"."));
    }
}

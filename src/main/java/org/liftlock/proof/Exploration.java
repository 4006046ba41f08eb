package org.liftlock.proof;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything one process can do, with all it calls. First as few variables as possible are followed; what seems wrong
 * then is looked at again with all of them.
 */
record Exploration(Net net, StateSpace space, List<Finding> findings) {

    /** Without the reduction a path is the shortest there is; beyond this the one at hand is told. */
    private static final int MOST_FOR_A_SHORTEST_PATH = 30_000;

    static Exploration of(Models models, Scope root, int most) {
        Exploration first = explore(Translator.translate(models, root, false), most);
        if (first.space.tooLarge() || first.space.violations().isEmpty() && first.findings.isEmpty()) {
            return first;
        }
        Exploration second = explore(Translator.translate(models, root, true), most);
        return second.space.tooLarge() ? first : second;
    }

    private static Exploration explore(Translator translated, int most) {
        StateSpace space = StateSpace.reduced(translated.net, most);
        Set<Finding> findings = new LinkedHashSet<>(translated.findings);
        Part whole = translated.net.whole();
        if (space.tooLarge()) {
            findings.add(Findings.of(
                    Rule.TOO_LARGE,
                    whole,
                    whole.quoted() + " is not proved: it can be in more than " + most
                            + " different states, which is more than is looked through."));
        }
        findings.addAll(violations(translated.net, space));
        if (!space.tooLarge()) {
            findings.addAll(ends(whole, space));
        }
        return new Exploration(translated.net, space, List.copyOf(findings));
    }

    private static List<Finding> violations(Net net, StateSpace space) {
        List<Finding> findings = new ArrayList<>();
        if (space.violations().isEmpty()) {
            return findings;
        }
        StateSpace whole = StateSpace.until(net, space.violations().keySet(), MOST_FOR_A_SHORTEST_PATH);
        space.violations().forEach((violation, way) -> {
            StateSpace.Way shortest = whole.violations().get(violation);
            StateSpace from = shortest == null ? space : whole;
            StateSpace.Way found = shortest == null ? way : shortest;
            findings.add(Findings.of(
                    violation.rule(),
                    violation.part(),
                    sentence(violation, from, found),
                    Paths.steps(from.wayTo(found))));
        });
        return findings;
    }

    private static String sentence(Violation violation, StateSpace space, StateSpace.Way way) {
        String name = violation.part().quoted();
        return switch (violation.rule()) {
            case ONE_TOKEN -> name + " can be reached again while it is still going on, and would happen twice.";
            case NO_DEADLOCK ->
                "The process can stop for ever at "
                        + Paths.names(space.waiting(way.marking()), violation.part())
                        + ": what it waits for cannot come any more.";
            case WAY_ON -> "In one of the cases that can occur, " + name + " has no flow that can be taken.";
            default -> name + " " + violation.sentence() + ".";
        };
    }

    private static List<Finding> ends(Part whole, StateSpace space) {
        List<Finding> findings = new ArrayList<>();
        int stuck = space.nearestWithoutEnd();
        if (stuck >= 0) {
            List<Part> waiting = space.waiting(stuck);
            List<Transition> way = space.wayTo(stuck);
            Part part = waiting.isEmpty() ? whole : waiting.get(0);
            findings.add(Findings.of(
                    Rule.CAN_FINISH,
                    part,
                    "From " + Paths.names(waiting, part) + " the process can never come to an end.",
                    Paths.steps(way)));
        }
        space.withoutWayBack()
                .ifPresent(way -> findings.add(Findings.of(
                        Rule.R40,
                        way.last().part(),
                        "When " + way.last().part().quoted() + " fails, no path leads to a rollback.",
                        Paths.steps(space.wayTo(way)))));
        return findings;
    }
}

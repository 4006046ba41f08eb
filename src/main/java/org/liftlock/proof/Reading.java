package org.liftlock.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the flows of a process show by themselves: ends that nobody drew, variables that nobody writes,
 * circles that nobody leaves.
 */
final class Reading {

    private final Models models;

    Reading(Models models) {
        this.models = models;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        models.processes().values().forEach(process -> {
            process.all()
                    .filter(Reading::endsUnseen)
                    .forEach(node -> findings.add(Findings.of(
                            Rule.EXPLICIT_END,
                            node.part,
                            node.part.quoted() + " has no flow that leads on, and is no end event.")));
            unwritten(process, findings);
            Circles.in(process).ifPresent(findings::add);
        });
        return findings;
    }

    private static boolean endsUnseen(Node node) {
        boolean leadsElsewhere =
                node.kind == Node.Kind.END || node.kind == Node.Kind.EVENT_SUBPROCESS || node.event == Node.Event.LINK;
        return node.out.isEmpty() && !leadsElsewhere;
    }

    private void unwritten(Scope process, List<Finding> findings) {
        if (process.all().anyMatch(node -> node.mayWriteAnything)) {
            return;
        }
        Set<String> written = new HashSet<>();
        process.all().flatMap(Reading::written).forEach(write -> written.add(write.variable()));
        boolean called = false;
        for (Scope caller : models.processes().values()) {
            for (Node call : caller.all()
                    .filter(node -> process.part().process().equals(node.called))
                    .toList()) {
                called = true;
                call.handedIn.forEach(write -> written.add(write.variable()));
            }
        }
        boolean known = called;
        process.all()
                .forEach(node -> node.out.forEach(flow -> {
                    Set<String> read = new LinkedHashSet<>();
                    variables(flow.condition(), read);
                    read.stream()
                            .filter(name -> !written.contains(name) && Meaning.isOfContract(name))
                            // A process that is started by itself may get it from whoever starts it.
                            .filter(name -> known || process.all().anyMatch(step -> !step.beans.isEmpty()))
                            .forEach(name -> findings.add(Findings.of(
                                    Rule.WRITTEN,
                                    node.part,
                                    node.part.quoted() + " asks for \"" + name + "\", which nothing here writes.")));
                }));
    }

    static Stream<Node.Write> written(Node node) {
        return Stream.of(node.writtenAtStart, node.writtenAtEnd, node.handedBack)
                .flatMap(List::stream);
    }

    static void variables(Condition condition, Set<String> names) {
        if (condition instanceof Condition.Compare compare) {
            names.add(compare.variable());
        } else if (condition instanceof Condition.And and) {
            variables(and.left(), names);
            variables(and.right(), names);
        } else if (condition instanceof Condition.Or or) {
            variables(or.left(), names);
            variables(or.right(), names);
        } else if (condition instanceof Condition.Not not) {
            variables(not.negated(), names);
        }
    }
}

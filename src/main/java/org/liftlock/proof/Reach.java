package org.liftlock.proof;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** What can be reached from an element along the flows of its scope. */
final class Reach {

    private Reach() {}

    static Set<Node> from(Node start) {
        Set<Node> reached = new HashSet<>(Set.of(start));
        Deque<Node> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            Node next = open.poll();
            next.out.stream().map(Node.Flow::target).filter(reached::add).forEach(open::add);
            next.attached.stream().filter(reached::add).forEach(open::add);
        }
        return reached;
    }

    /** What is reached from it, and from no other beginning in its scope. */
    static Set<Node> onlyFrom(Node event, Scope scope) {
        Set<Node> only = from(event);
        scope.nodes().stream()
                .filter(other -> other != event && other.in.isEmpty() && other.kind != Node.Kind.BOUNDARY)
                .forEach(other -> only.removeAll(withoutPassing(other, event)));
        return only;
    }

    private static Set<Node> withoutPassing(Node start, Node event) {
        Set<Node> reached = new HashSet<>(Set.of(start));
        Deque<Node> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            Node next = open.poll();
            next.out.stream().map(Node.Flow::target).filter(reached::add).forEach(open::add);
            next.attached.stream()
                    .filter(attached -> attached != event)
                    .filter(reached::add)
                    .forEach(open::add);
        }
        return reached;
    }
}

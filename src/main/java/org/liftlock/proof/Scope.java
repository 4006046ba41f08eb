package org.liftlock.proof;

import java.util.List;
import java.util.stream.Stream;

/** What stands inside a process or a subprocess. */
record Scope(Part part, List<Node> nodes) {

    List<Node> of(Node.Kind kind) {
        return nodes.stream().filter(node -> node.kind == kind).toList();
    }

    /** Itself, or a subprocess inside, when it does not say where it begins. */
    List<Part> withoutStart() {
        return Stream.concat(
                        Stream.of(this),
                        all().filter(node -> node.inner != null).map(node -> node.inner))
                .filter(scope -> scope.of(Node.Kind.START).isEmpty())
                .map(Scope::part)
                .toList();
    }

    /** With everything inside of subprocesses, but not of called processes. */
    Stream<Node> all() {
        return nodes.stream()
                .flatMap(
                        node -> Stream.concat(Stream.of(node), node.inner == null ? Stream.empty() : node.inner.all()));
    }
}

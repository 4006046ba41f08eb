package org.liftlock.proof;

import java.util.List;
import java.util.stream.Stream;

/** What stands inside a process or a subprocess. */
record Scope(Part part, List<Node> nodes) {

    List<Node> of(Node.Kind kind) {
        return nodes.stream().filter(node -> node.kind == kind).toList();
    }

    /** With everything inside of subprocesses, but not of called processes. */
    Stream<Node> all() {
        return nodes.stream()
                .flatMap(
                        node -> Stream.concat(Stream.of(node), node.inner == null ? Stream.empty() : node.inner.all()));
    }
}

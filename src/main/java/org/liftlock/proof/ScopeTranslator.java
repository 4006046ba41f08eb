package org.liftlock.proof;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Translates what stands inside one process or subprocess. */
final class ScopeTranslator {

    private final Translator all;
    private final Frame frame;
    private final Routes routes;
    private final Writes writes;
    private final Interruptions interruptions;
    private final Catching catching;

    ScopeTranslator(Translator all, Frame frame) {
        this.all = all;
        this.frame = frame;
        this.routes = new Routes(frame, all.data);
        this.writes = new Writes(all.data, all.upgrade, frame.instance);
        this.interruptions = new Interruptions(all, frame, routes);
        this.catching = new Catching(all, frame, routes);
    }

    void translate() {
        Set<Node> awaited = frame.scope.of(Node.Kind.EVENT_BASED).stream()
                .flatMap(gateway -> gateway.out.stream())
                .map(Node.Flow::target)
                .filter(target -> target.in.size() == 1)
                .collect(Collectors.toSet());
        for (Node node : frame.scope.nodes()) {
            if (node.kind != Node.Kind.EVENT_SUBPROCESS) {
                all.net.mustBeReached(node.part);
            }
            if (!awaited.contains(node)) {
                translate(node);
            }
        }
    }

    /** Event subprocesses wait from the moment their scope begins. */
    void arm(TransitionBuilder begin) {
        for (Node handler : frame.scope.of(Node.Kind.EVENT_SUBPROCESS)) {
            begin.put(frame.armed(handler));
        }
    }

    private void translate(Node node) {
        switch (node.kind) {
            case TASK, USER_TASK, CATCH ->
                new StepTranslator(all, frame, routes, writes, interruptions).translate(node);
            case START -> routes.add(written(node), node);
            case THROW -> throwing(node);
            case END -> end(node);
            case EXCLUSIVE -> exclusive(node);
            case PARALLEL -> parallel(node);
            case INCLUSIVE -> frame.afterwards(() -> inclusive(node));
            case EVENT_BASED -> eventBased(node);
            case SUBPROCESS, CALL, EVENT_SUBPROCESS ->
                new InnerTranslator(all, frame, routes, writes, interruptions).translate(node);
            case BOUNDARY -> {
                // Belongs to what it is attached to.
            }
        }
    }

    private TransitionBuilder written(Node node) {
        return plain(node)
                .effects(writes.effects(node.writtenAtStart, Meaning.OUTCOMES))
                .effects(writes.effects(node.writtenAtEnd, Meaning.OUTCOMES));
    }

    private TransitionBuilder plain(Node node) {
        return all.net.transition(node.part).take(frame.entry(node));
    }

    private void exclusive(Node node) {
        routes.add(plain(node), node);
        routes.stuck(node)
                .forEach(way -> plain(node)
                        .guards(way)
                        .check(new Transition.Check(Rule.WAY_ON, List.of(), new int[0], ""))
                        .leadsTo(frame)
                        .add());
    }

    private void parallel(Node node) {
        TransitionBuilder join = all.net.transition(node.part);
        if (node.in.size() > 1) {
            node.in.forEach(flow -> join.take(frame.entry(flow)));
        } else {
            join.take(frame.entry(node));
        }
        routes.add(join, node);
    }

    /** Waits as long as another token of its scope could still arrive at it, as the engine does. */
    private void inclusive(Node node) {
        if (node.in.size() <= 1) {
            routes.add(plain(node), node);
            return;
        }
        if (node.in.size() > Routes.MOST_BRANCHES) {
            all.find(Rule.SUPPORTED, node.part, node.part.quoted() + " joins more branches than can be proved.");
            return;
        }
        List<Integer> before = frame.scope.nodes().stream()
                .filter(other -> other != node && Reach.from(other).contains(node))
                .flatMap(other -> frame.placesOf(other).stream())
                .toList();
        for (int subset = 1; subset < 1 << node.in.size(); subset++) {
            TransitionBuilder join = all.net.transition(node.part).forbid(before);
            for (int index = 0; index < node.in.size(); index++) {
                int place = frame.entry(node.in.get(index));
                if ((subset & 1 << index) != 0) {
                    join.take(place);
                } else {
                    join.forbid(List.of(place));
                }
            }
            routes.add(join, node);
        }
    }

    private void eventBased(Node node) {
        for (Node.Flow flow : node.out) {
            Node event = flow.target();
            routes.add(
                    all.net
                            .transition(event.part)
                            .take(frame.entry(node))
                            .effects(writes.effects(event.writtenAtEnd, Meaning.OUTCOMES)),
                    event);
        }
        all.net.passedBy(
                node.part, node.out.stream().map(flow -> flow.target().part).toList());
    }

    private void throwing(Node node) {
        if (node.event == Node.Event.LINK) {
            frame.scope.of(Node.Kind.CATCH).stream()
                    .filter(other -> other.event == Node.Event.LINK
                            && String.valueOf(other.eventName).equals(node.eventName))
                    .forEach(other -> written(node).put(frame.entry(other)).add());
        } else if (node.event == Node.Event.ESCALATION) {
            catching.escalate(node, written(node));
        } else {
            routes.add(written(node), node);
        }
    }

    private void end(Node node) {
        all.net.mayBeMany(frame.entry(node));
        switch (node.event) {
            case TERMINATE ->
                frame.afterwards(() -> interruptions
                        .terminating(written(node))
                        .clear(frame.everything())
                        .leadsTo(frame)
                        .add());
            case ERROR -> catching.raise(node, written(node));
            case ESCALATION -> catching.escalate(node, written(node));
            default -> written(node).leadsTo(frame).add();
        }
    }
}

package org.liftlock.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a token goes on from an element, by the engine's rules for its outgoing flows. */
final class Routes {

    /** Beyond this the subsets of an inclusive gateway would not be looked through one by one. */
    static final int MOST_BRANCHES = 8;

    private final Frame frame;
    private final Data data;

    Routes(Frame frame, Data data) {
        this.frame = frame;
        this.data = data;
    }

    /**
     * @param guards what variables have to be
     * @param flows the flows that are taken, all at once
     */
    record Route(Map<Integer, Integer> guards, List<Node.Flow> flows) {}

    List<Route> from(Node node) {
        return switch (node.kind) {
            case EXCLUSIVE -> oneOf(node);
            case INCLUSIVE -> someOf(node);
            case PARALLEL -> List.of(new Route(Map.of(), node.out));
            default ->
                node.out.stream().allMatch(flow -> flow.condition() == null)
                        ? List.of(new Route(Map.of(), node.out))
                        : someOf(node);
        };
    }

    private List<Route> oneOf(Node node) {
        List<Route> routes = new ArrayList<>();
        List<Map<Integer, Integer>> notYet = List.of(Map.of());
        for (Node.Flow flow : node.out) {
            if (flow != node.usual) {
                List<Map<Integer, Integer>> ways = Data.product(notYet, ways(flow, true));
                ways.forEach(way -> routes.add(new Route(way, List.of(flow))));
                notYet = Data.product(notYet, ways(flow, false));
            }
        }
        if (node.usual != null) {
            notYet.forEach(way -> routes.add(new Route(way, List.of(node.usual))));
        }
        return routes;
    }

    private List<Map<Integer, Integer>> ways(Node.Flow flow, boolean holds) {
        if (flow.condition() == null) {
            return holds ? List.of(Map.of()) : List.of();
        }
        return data.ways(frame.instance, flow.condition(), holds);
    }

    private List<Route> someOf(Node node) {
        List<Node.Flow> choice =
                node.out.stream().filter(flow -> flow != node.usual).toList();
        List<Route> routes = new ArrayList<>();
        for (int subset = node.usual == null ? 1 : 0; subset < 1 << Math.min(choice.size(), MOST_BRANCHES); subset++) {
            List<Map<Integer, Integer>> ways = List.of(Map.of());
            List<Node.Flow> taken = new ArrayList<>();
            for (int index = 0; index < choice.size(); index++) {
                boolean take = (subset & 1 << index) != 0;
                ways = Data.product(ways, ways(choice.get(index), take));
                if (take) {
                    taken.add(choice.get(index));
                }
            }
            if (taken.isEmpty()) {
                taken.add(node.usual);
            }
            ways.forEach(way -> routes.add(new Route(way, taken)));
        }
        return routes;
    }

    /** What variables are when no flow can be taken, as far as that is certain. */
    List<Map<Integer, Integer>> stuck(Node node) {
        boolean certain = node.kind == Node.Kind.EXCLUSIVE
                && node.usual == null
                && node.out.stream()
                        .allMatch(flow -> flow.condition() != null && data.decides(frame.instance, flow.condition()));
        List<Map<Integer, Integer>> ways = certain && !node.out.isEmpty() ? List.of(new HashMap<>()) : List.of();
        for (Node.Flow flow : certain ? node.out : List.<Node.Flow>of()) {
            ways = Data.product(ways, ways(flow, false));
        }
        return ways.contains(Map.of()) ? List.of() : ways;
    }

    /** Adds one transition for each route. */
    void add(TransitionBuilder start, Node node) {
        for (Route route : from(node)) {
            TransitionBuilder builder = start.copy().guards(route.guards());
            take(route, builder).add();
        }
    }

    TransitionBuilder take(Route route, TransitionBuilder builder) {
        if (route.flows().isEmpty()) {
            builder.leadsTo(frame);
        }
        route.flows().forEach(flow -> builder.put(frame.entry(flow)));
        return builder;
    }
}

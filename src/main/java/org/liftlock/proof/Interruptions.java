package org.liftlock.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liftlock.proof.Transition.Check;

/** Boundary events, and whatever else ends something before it is done. */
final class Interruptions {

    static final String CUTS = "cuts off a step of a target while it may run";

    private final Translator all;
    private final Frame frame;
    private final Routes routes;

    Interruptions(Translator all, Frame frame, Routes routes) {
        this.all = all;
        this.frame = frame;
        this.routes = routes;
    }

    /** Places for the events at the element that happen once at most and leave it running. */
    List<Integer> armed(Node node) {
        List<Integer> armed = new ArrayList<>();
        node.attached.stream()
                .filter(event -> !event.interrupting && !event.repeats && happensByItself(event))
                .forEach(event -> armed.add(frame.armed(event)));
        return armed;
    }

    private static boolean happensByItself(Node event) {
        return event.event != Node.Event.ERROR && event.event != Node.Event.ESCALATION;
    }

    // ---- at a task

    void ofStep(Node node, int at, List<Integer> armed) {
        for (Node event : node.attached) {
            boolean error = event.event == Node.Event.ERROR;
            if (!event.interrupting) {
                beside(event, at);
            } else if (happensByItself(event) || error && node.work) {
                TransitionBuilder cut = happening(event).take(at).clear(armed);
                if (isOrderToStop(event)) {
                    cut.effect(frame.instance.unit.stopIsOrdered());
                } else if (node.touching().isPresent() && !error) {
                    cut.check(new Check(Rule.R35, List.of(), new int[] {at}, CUTS));
                }
                routes.add(cut, event);
            }
        }
    }

    TransitionBuilder happening(Node event) {
        TransitionBuilder builder = all.net.transition(event.part);
        Writes writes = new Writes(all.data, all.upgrade, frame.instance);
        if (event.mayWriteAnything) {
            builder.effects(writes.anything(false));
        }
        return builder.effects(writes.effects(event.writtenAtStart, Meaning.OUTCOMES))
                .effects(writes.effects(event.writtenAtEnd, Meaning.OUTCOMES));
    }

    private boolean isOrderToStop(Node event) {
        return event.event == Node.Event.MESSAGE
                && Meaning.isStopOrder(event.eventName)
                && event.stopsAtOnce()
                && frame.instance.unit != null;
    }

    /**
     * An event that leaves running what it is attached to. It may come again while its branch still runs, such as a second
     * reminder; nothing but that branch could tell two tokens in it from one, so it waits until the branch is done.
     */
    private void beside(Node event, int during) {
        if (!happensByItself(event)) {
            return;
        }
        frame.afterwards(() -> {
            Set<Node> branch = Reach.onlyFrom(event, frame.scope);
            branch.stream()
                    .filter(node -> works(node))
                    .findFirst()
                    .ifPresent(step -> all.find(
                            Rule.ONE_UNIT,
                            event.part,
                            event.part.quoted() + " leaves running what it is attached to, and would run "
                                    + step.part.quoted() + " beside it."));
            TransitionBuilder happens = happening(event).need(during);
            if (!event.repeats) {
                happens.take(frame.armed(event));
            }
            branch.forEach(node -> happens.forbid(frame.placesOf(node).stream()
                    .filter(place -> node != event || place != frame.armed(event))
                    .toList()));
            routes.add(happens, event);
        });
    }

    private static boolean works(Node node) {
        return node.touching().isPresent()
                || node.inner != null && node.inner.all().anyMatch(Interruptions::works);
    }

    // ---- at a subprocess or call

    void ofScope(Node host, Frame inner, List<Integer> armed) {
        for (Node event : host.attached) {
            if (!event.interrupting) {
                beside(event, inner.active);
            } else if (happensByItself(event)) {
                frame.afterwards(() -> cut(event, inner, armed));
            } else if (event.event == Node.Event.ERROR) {
                frame.afterwards(() -> errorOfTask(event, host, inner, armed));
            }
        }
    }

    private void cut(Node event, Frame inner, List<Integer> armed) {
        TransitionBuilder cut =
                happening(event).take(inner.active).clear(inner.everything()).clear(armed);
        if (isOrderToStop(event)) {
            cut.effect(frame.instance.unit.stopIsOrdered());
            left(cut, inner.units);
        } else {
            cutting(cut, inner);
        }
        routes.add(cut, event);
    }

    private static TransitionBuilder cutting(TransitionBuilder cut, Frame inner) {
        if (!inner.running.isEmpty()) {
            cut.check(new Check(Rule.R35, List.of(), array(inner.running), CUTS));
        }
        left(cut, inner.units);
        return cut;
    }

    static void left(TransitionBuilder cut, Set<Unit> units) {
        units.forEach(unit -> cut.checks(unit.rules().checksAtEnd()));
    }

    TransitionBuilder terminating(TransitionBuilder end) {
        if (!frame.running.isEmpty()) {
            end.check(new Check(Rule.R35, List.of(), array(frame.running), CUTS));
        }
        Set<Unit> others = new HashSet<>(frame.units);
        others.remove(frame.instance.unit);
        left(end, others);
        return end;
    }

    /** A completion condition that ends the others of a loop. */
    void endsEarly(Node loop, Frame inner, List<Integer> armed) {
        frame.afterwards(() -> routes.add(
                cutting(all.net.transition(loop.part).note("complete before all have ended"), inner)
                        .take(inner.active)
                        .clear(inner.everything())
                        .clear(armed),
                loop));
    }

    /** Where no end event throws it, a task inside may; where several run at once, another of them may have. */
    private void errorOfTask(Node event, Node host, Frame inner, List<Integer> armed) {
        boolean thrown = host.inner != null && throwsError(host.inner, event)
                || host.called != null
                        && all.models
                                .process(host.called)
                                .filter(scope -> throwsError(scope, event))
                                .isPresent();
        if (!thrown || host.loop == Node.Loop.PARALLEL) {
            cut(event, inner, armed);
        }
    }

    /** Whether an end event inside throws what the event waits for. */
    boolean throwsError(Scope scope, Node event) {
        return scope.all()
                .anyMatch(node ->
                        node.kind == Node.Kind.END && node.event == Node.Event.ERROR && Catching.catches(event, node)
                                || node.called != null
                                        && !node.called.equals(scope.part().process())
                                        && all.models
                                                .process(node.called)
                                                .filter(called -> throwsError(called, event))
                                                .isPresent());
    }

    static int[] array(List<Integer> some) {
        return some.stream().mapToInt(Integer::intValue).toArray();
    }
}

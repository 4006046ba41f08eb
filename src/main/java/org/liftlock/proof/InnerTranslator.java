package org.liftlock.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.proof.Transition.Effect;

/** Translates subprocesses, event subprocesses and calls, with everything inside. */
final class InnerTranslator {

    private final Translator all;
    private final Frame frame;
    private final Routes routes;
    private final Writes writes;
    private final Interruptions interruptions;

    InnerTranslator(Translator all, Frame frame, Routes routes, Writes writes, Interruptions interruptions) {
        this.all = all;
        this.frame = frame;
        this.routes = routes;
        this.writes = writes;
        this.interruptions = interruptions;
    }

    void translate(Node node) {
        if (node.kind == Node.Kind.CALL) {
            Optional<Scope> called = called(node);
            if (called.isEmpty()) {
                new StepTranslator(all, frame, routes, writes, interruptions).translate(node);
                return;
            }
            Instance instance = all.instance(called.get(), frame.instance, node.sharesUnit);
            scope(node, new Frame(all.net, frame, instance, called.get(), node));
        } else {
            Frame inner = new Frame(all.net, frame, frame.instance, node.inner, node);
            if (node.kind == Node.Kind.EVENT_SUBPROCESS) {
                handler(node, inner);
            } else {
                scope(node, inner);
            }
        }
    }

    private Optional<Scope> called(Node node) {
        if (frame.instance.runs(node.called)) {
            all.find(
                    Rule.SUPPORTED,
                    node.part,
                    node.part.quoted() + " calls a process that it is part of itself, which cannot be proved.");
            return Optional.empty();
        }
        Optional<Scope> called = all.models.process(node.called);
        if (called.isEmpty()) {
            all.find(
                    Rule.CALLED,
                    node.part,
                    node.part.quoted() + " calls \"" + node.called + "\", which is not among these files.");
        }
        return called;
    }

    private void scope(Node node, Frame inner) {
        oneUnitAtATime(node, inner);
        List<Integer> armed = interruptions.armed(node);
        TransitionBuilder begin =
                begin(node, inner, all.net.transition(node.part).take(frame.entry(node)));
        armed.forEach(begin::put);
        if (node.loop != Node.Loop.ONCE) {
            new Repetition(all.data, frame, node).skip(routes, begin);
        }
        begin.effects(writes.effects(node.writtenAtStart, Meaning.OUTCOMES)).add();
        new ScopeTranslator(all, inner).translate();
        if (node.loop == Node.Loop.SEQUENTIAL) {
            TransitionBuilder again = end(node, inner, List.of()).note("the next one");
            begin(node, inner, again).add();
        }
        routes.add(
                end(node, inner, armed)
                        .note("ends")
                        .effects(node.mayWriteAnything ? writes.anything(false) : List.of())
                        .effects(writes.handed(node.handedBack, inner.instance))
                        .effects(writes.effects(node.writtenAtEnd, Meaning.OUTCOMES)),
                node);
        inner.finish();
        interruptions.ofScope(node, inner, armed);
        if (node.endsEarly && node.loop == Node.Loop.PARALLEL) {
            interruptions.endsEarly(node, inner, armed);
        }
    }

    private void oneUnitAtATime(Node node, Frame inner) {
        boolean shared = node.kind == Node.Kind.SUBPROCESS || node.sharesUnit;
        boolean works = inner.scope.all().anyMatch(step -> step.touching().isPresent() || step.sharesUnit);
        if (node.loop == Node.Loop.PARALLEL && shared && works) {
            all.find(
                    Rule.ONE_UNIT,
                    node.part,
                    node.part.quoted() + " would run steps of one unit several times at the same time.");
        }
    }

    private TransitionBuilder begin(Node node, Frame inner, TransitionBuilder begin) {
        begin.put(inner.active);
        inner.scope.of(Node.Kind.START).stream()
                .min((one, other) -> one.event.compareTo(other.event))
                .ifPresent(start -> begin.put(inner.entry(start)));
        new ScopeTranslator(all, inner).arm(begin);
        if (node.kind == Node.Kind.CALL) {
            begin.effects(handedIn(node, inner.instance));
        }
        return begin;
    }

    private List<Effect> handedIn(Node node, Instance called) {
        Writes inside = new Writes(all.data, all.upgrade, called);
        List<Effect> effects = new ArrayList<>(inside.anything(false));
        effects.addAll(inside.handed(node.handedIn, frame.instance));
        if (called.ownsUnit) {
            effects.addAll(called.unit.fresh());
        }
        return effects;
    }

    private TransitionBuilder end(Node node, Frame inner, List<Integer> armed) {
        TransitionBuilder end = all.net.transition(node.part).endOf(inner).clear(armed);
        if (inner.instance.ownsUnit && inner.instance != frame.instance) {
            end.checks(inner.instance.unit.rules().checksAtEnd()).effects(inner.instance.unit.fresh());
        }
        return end;
    }

    private void handler(Node node, Frame inner) {
        Node start = inner.scope.of(Node.Kind.START).get(0);
        new ScopeTranslator(all, inner).translate();
        all.net.transition(null).endOf(inner).leadsTo(frame).add();
        inner.finish();
        frame.afterwards(() -> trigger(node, inner, start));
    }

    private void trigger(Node node, Frame inner, Node start) {
        boolean thrown = start.event == Node.Event.ESCALATION
                || start.event == Node.Event.ERROR && interruptions.throwsError(frame.scope, start);
        if (thrown) {
            // Thrown inside: the throwing element leads here.
            thrown(inner, start);
            return;
        }
        TransitionBuilder begin =
                all.net.transition(null).need(frame.active).put(inner.active).put(inner.entry(start));
        new ScopeTranslator(all, inner).arm(begin);
        if (start.interrupting) {
            new Catching(all, frame, routes).byHandler(begin, node, inner);
            begin.take(frame.armed(node));
        } else if (start.repeats) {
            begin.need(frame.armed(node))
                    .forbid(frame.placesOf(node).stream()
                            .filter(place -> place != frame.armed(node))
                            .toList());
        } else {
            begin.take(frame.armed(node));
        }
        begin.add();
    }

    private void thrown(Frame inner, Node start) {
        TransitionBuilder begin = all.net
                .transition(null)
                .take(frame.thrownTo(inner.host))
                .put(inner.active)
                .put(inner.entry(start));
        new ScopeTranslator(all, inner).arm(begin);
        begin.add();
    }
}

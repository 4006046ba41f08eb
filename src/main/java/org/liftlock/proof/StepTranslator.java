package org.liftlock.proof;

import java.util.ArrayList;
import java.util.List;
import org.liftlock.process.Topic;
import org.liftlock.proof.Transition.Check;
import org.liftlock.proof.Transition.Effect;

/** Translates tasks and events at which a token waits. */
final class StepTranslator {

    private final Translator all;
    private final Frame frame;
    private final Routes routes;
    private final Writes writes;
    private final Interruptions interruptions;

    StepTranslator(Translator all, Frame frame, Routes routes, Writes writes, Interruptions interruptions) {
        this.all = all;
        this.frame = frame;
        this.routes = routes;
        this.writes = writes;
        this.interruptions = interruptions;
    }

    void translate(Node node) {
        Topic topic = node.topic;
        boolean ofUnit = topic != null && Meaning.ofOneUnit(topic);
        boolean twoSteps =
                !node.attached.isEmpty() || ofUnit || node.touching().isPresent() || node.loop != Node.Loop.ONCE;
        if (node.loop == Node.Loop.PARALLEL && (ofUnit || node.touching().isPresent())) {
            all.find(
                    Rule.ONE_UNIT,
                    node.part,
                    node.part.quoted() + " would run several times at once for the same unit.");
        }
        int at = twoSteps ? frame.place(node.part, node) : frame.entry(node);
        List<Integer> armed = interruptions.armed(node);
        if (twoSteps) {
            begin(node, at, armed);
        }
        end(node, at, armed);
        interruptions.ofStep(node, at, armed);
    }

    private void begin(Node node, int at, List<Integer> armed) {
        TransitionBuilder begin = all.net
                .transition(node.part)
                .take(frame.entry(node))
                .put(at)
                .checks(checks(node))
                .effects(writes.effects(node.writtenAtStart, Meaning.OUTCOMES))
                .effects(effects(node));
        armed.forEach(begin::put);
        if (node.loop != Node.Loop.ONCE) {
            new Repetition(all.data, frame, node).skip(routes, begin);
        }
        if (node.touching().isPresent()) {
            frame.runs(at);
        }
        if (node.topic == Topic.ROLL_BACK) {
            all.net.nextIsWayBack();
        }
        begin.add();
    }

    private List<Check> checks(Node node) {
        List<Check> checks = new ArrayList<>();
        if (node.topic != null) {
            checks.addAll(all.upgrade.checksAtStart(node.topic));
            if (frame.instance.unit != null && Meaning.ofOneUnit(node.topic)) {
                checks.addAll(frame.instance.unit.rules().checksAtStart(node.topic));
            }
        }
        return checks;
    }

    private List<Effect> effects(Node node) {
        return frame.instance.unit == null || node.topic == null
                ? List.of()
                : frame.instance.unit.effectsAtStart(node.topic);
    }

    private void end(Node node, int at, List<Integer> armed) {
        for (Variant way : ways(node)) {
            TransitionBuilder end = all.net
                    .transition(node.part)
                    .note(way.note())
                    .take(at)
                    .clear(armed)
                    .guards(way.guards());
            if (node.is(org.liftlock.process.Bean.FIND_UNIT) && frame.instance.unit != null) {
                end.checks(frame.instance.unit.rules().checksAtEnd());
            }
            node.beans.forEach(bean -> end.checks(all.upgrade.checksAt(bean)));
            if (node.mayWriteAnything || node.bringsVariables) {
                end.effects(writes.anything(!node.mayWriteAnything));
            }
            // What is known in particular comes last, since it is known better.
            end.effects(writes.effects(node.writtenAtStart, way.outcomes()));
            end.effects(writes.effects(node.writtenAtEnd, way.outcomes()));
            end.effects(way.effects());
            boolean failedCheck =
                    node.topic == Topic.RUN_ACCEPTANCE_CHECKS && !way.outcomes().contains(Meaning.SUCCEEDED);
            for (Routes.Route route : routes.from(node)) {
                TransitionBuilder builder = routes.take(route, end.copy().guards(route.guards()));
                if (failedCheck) {
                    all.net.nextNeedsWayBack();
                }
                builder.add();
            }
        }
    }

    private List<Variant> ways(Node node) {
        if (node.topic != null && frame.instance.unit != null && Meaning.ofOneUnit(node.topic)) {
            return frame.instance.unit.waysToEnd(node.topic);
        }
        return writes.ways(node);
    }
}

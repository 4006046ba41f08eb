package org.liftlock.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftlock.process.ModelGate;

/** A small model, drawn in words: {@code "start -> a -> x"}, one way a line. Kinds are told by the ids. */
final class Sketch {

    private final String id;
    private final StringBuilder elements = new StringBuilder();
    private final Set<String> known = new HashSet<>();
    private final List<Flow> flows = new ArrayList<>();

    record Flow(String from, String to) {}

    private Sketch(String id) {
        this.id = id;
    }

    /**
     * Ids that begin with {@code xor}, {@code and}, {@code or} are gateways, with {@code start} and {@code end} events,
     * anything else a user task.
     */
    static Sketch of(String id, String... ways) {
        Sketch sketch = new Sketch(id);
        for (String way : ways) {
            sketch.way(way);
        }
        return sketch;
    }

    /** Elements and flows that words cannot draw. */
    Sketch with(String xml) {
        elements.append(xml);
        return this;
    }

    private void way(String way) {
        String last = null;
        for (String step : way.split("\\s*->\\s*")) {
            if (known.add(step)) {
                elements.append(element(step));
            }
            if (last != null) {
                flows.add(new Flow(last, step));
            }
            last = step;
        }
    }

    private String written(Flow flow) {
        boolean choice = (flow.from().startsWith("xor") || flow.from().startsWith("or"))
                && flows.stream()
                                .filter(other -> other.from().equals(flow.from()))
                                .count()
                        > 1;
        return "<sequenceFlow id=\"%s-to-%s\" sourceRef=\"%s\" targetRef=\"%s\">%s</sequenceFlow>"
                .formatted(
                        flow.from(),
                        flow.to(),
                        flow.from(),
                        flow.to(),
                        choice
                                ? "<conditionExpression>${%s == '%s'}</conditionExpression>"
                                        .formatted(flow.from(), flow.to())
                                : "");
    }

    List<Flow> flows() {
        return flows;
    }

    private static String element(String id) {
        String kind = id.startsWith("xor")
                ? "exclusiveGateway"
                : id.startsWith("and")
                        ? "parallelGateway"
                        : id.startsWith("or")
                                ? "inclusiveGateway"
                                : id.startsWith("start")
                                        ? "startEvent"
                                        : id.startsWith("end") ? "endEvent" : "userTask";
        return "<%s id=\"%s\"/>".formatted(kind, id);
    }

    /** These were given by {@link #with}. */
    Sketch drawn(String... ids) {
        known.addAll(List.of(ids));
        return this;
    }

    Sketch ways(String... ways) {
        for (String way : ways) {
            way(way);
        }
        return this;
    }

    ModelGate.Model model() {
        return new ModelGate.Model(id + ".bpmn", """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
                  <message id="message" name="Cancelled"/>
                  <process id="%s" isExecutable="true" camunda:historyTimeToLive="P1D">%s</process>
                </definitions>""".formatted(
                        id, elements + flows.stream().map(this::written).collect(Collectors.joining())));
    }

    List<Finding> soundness(Sketch... others) {
        return Proof.of(List.of(Aspect.SOUNDNESS))
                .examine(Stream.concat(Stream.of(this), Stream.of(others))
                        .map(Sketch::model)
                        .toList());
    }

    Net net() {
        Models models = ModelReader.read(List.of(model()));
        return Translator.translate(models, models.roots().get(0), false).net;
    }

    StateSpace explored(boolean reduced) {
        Net net = net();
        return reduced ? StateSpace.reduced(net, 100_000) : StateSpace.until(net, Set.of(), 100_000);
    }
}

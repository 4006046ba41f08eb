package org.liftlock.lifecycle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnDiagram;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnPlane;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;

/**
 * How a model is drawn, without what it means to the engine: one sheet for the process, and one for each part that is
 * folded in. Field names are those of the published record.
 */
public record ModelDrawing(List<Sheet> sheets) {

    public ModelDrawing {
        sheets = List.copyOf(sheets);
    }

    /** @param of id of the process or of the part that is drawn here */
    public record Sheet(String of, String title, List<Shape> shapes, List<Line> lines) {}

    /**
     * A node.
     *
     * @param type as BPMN names it: {@code serviceTask}
     * @param event what an event waits for or tells: {@code timer}; empty for others
     * @param many whether it is done for several at once
     * @param label where the name stands, if not inside
     */
    public record Shape(
            String id,
            String type,
            String name,
            String event,
            boolean many,
            List<Integer> bounds,
            Optional<List<Integer>> label) {}

    /** @param points x and y, one after the other */
    public record Line(String from, String to, String name, List<Integer> points, Optional<List<Integer>> label) {}

    static ModelDrawing of(BpmnModelInstance model) {
        return new ModelDrawing(model.getModelElementsByType(BpmnDiagram.class).stream()
                .map(BpmnDiagram::getBpmnPlane)
                .filter(plane -> plane != null && plane.getBpmnElement() != null)
                .map(ModelDrawing::sheet)
                .toList());
    }

    private static Sheet sheet(BpmnPlane plane) {
        List<Shape> shapes = plane.getChildElementsByType(BpmnShape.class).stream()
                .filter(shape -> shape.getBpmnElement() instanceof FlowNode && shape.getBounds() != null)
                .map(ModelDrawing::shape)
                .toList();
        List<Line> lines = plane.getChildElementsByType(BpmnEdge.class).stream()
                .filter(edge -> edge.getBpmnElement() instanceof SequenceFlow)
                .map(ModelDrawing::line)
                .toList();
        return new Sheet(plane.getBpmnElement().getId(), name(plane.getBpmnElement()), shapes, lines);
    }

    private static Shape shape(BpmnShape shape) {
        FlowNode node = (FlowNode) shape.getBpmnElement();
        String type = node.getElementType().getTypeName();
        if (node instanceof BoundaryEvent boundary && !boundary.cancelActivity()) {
            type = "nonInterruptingBoundaryEvent";
        }
        return new Shape(
                node.getId(),
                type,
                name(node),
                event(node),
                node instanceof Activity activity && activity.getLoopCharacteristics() != null,
                bounds(shape.getBounds()),
                Optional.ofNullable(shape.getBpmnLabel())
                        .map(label -> label.getBounds())
                        .map(ModelDrawing::bounds));
    }

    private static Line line(BpmnEdge edge) {
        SequenceFlow flow = (SequenceFlow) edge.getBpmnElement();
        return new Line(
                flow.getSource().getId(),
                flow.getTarget().getId(),
                name(flow),
                edge.getWaypoints().stream()
                        .flatMap(point -> Stream.of(rounded(point.getX()), rounded(point.getY())))
                        .toList(),
                Optional.ofNullable(edge.getBpmnLabel())
                        .map(label -> label.getBounds())
                        .map(ModelDrawing::bounds));
    }

    private static String event(FlowNode node) {
        Collection<EventDefinition> definitions = new ArrayList<>();
        if (node instanceof CatchEvent event) {
            definitions.addAll(event.getEventDefinitions());
        } else if (node instanceof ThrowEvent event) {
            definitions.addAll(event.getEventDefinitions());
        }
        return definitions.stream()
                .findFirst()
                .map(definition -> definition.getElementType().getTypeName().replace("EventDefinition", ""))
                .orElse("");
    }

    private static String name(BaseElement element) {
        String name = element instanceof FlowElement flow
                ? flow.getName()
                : element instanceof Process process ? process.getName() : null;
        return name == null ? "" : name.replaceAll("\\s+", " ").trim();
    }

    private static List<Integer> bounds(Bounds bounds) {
        return List.of(
                rounded(bounds.getX()),
                rounded(bounds.getY()),
                rounded(bounds.getWidth()),
                rounded(bounds.getHeight()));
    }

    private static int rounded(Double number) {
        return (int) Math.round(number);
    }
}

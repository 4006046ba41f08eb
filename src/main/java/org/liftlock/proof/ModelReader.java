package org.liftlock.proof;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.*;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.liftlock.process.ModelGate;

/** Reads BPMN files. What the proof cannot follow becomes a finding that names it. */
final class ModelReader {

    private static final Set<String> BESIDE_THE_FLOW = Set.of(
            "documentation",
            "extensionElements",
            "incoming",
            "outgoing",
            "laneSet",
            "sequenceFlow",
            "association",
            "textAnnotation",
            "group",
            "dataObject",
            "dataObjectReference",
            "dataStoreReference",
            "ioSpecification",
            "property",
            "auditing",
            "monitoring",
            "multiInstanceLoopCharacteristics");

    private final String resource;
    private final Models models;
    private String process;

    private ModelReader(String resource, Models models) {
        this.resource = resource;
        this.models = models;
    }

    /** @throws UnreadableModel when a file is not BPMN */
    static Models read(List<ModelGate.Model> files) {
        Models models = Models.none();
        files.stream()
                .filter(ModelGate.Model::isProcess)
                .forEach(file -> new ModelReader(file.resource(), models).read(file.content()));
        return models;
    }

    private void read(String content) {
        BpmnModelInstance bpmn;
        try {
            bpmn = Bpmn.readModelFromStream(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        } catch (ModelException e) {
            throw new UnreadableModel(resource, e);
        }
        models.hygiene().addAll(Hygiene.of(resource, bpmn));
        for (Process found : bpmn.getModelElementsByType(Process.class)) {
            process = found.getId();
            Scope scope = scope(found, found.getName());
            models.processes().put(process, scope);
            scope.withoutStart().forEach(part -> refuse(part, "scope without a start event"));
        }
    }

    private Scope scope(BaseElement of, String name) {
        Map<String, Node> nodes = new HashMap<>();
        List<Node> inOrder = new ArrayList<>();
        List<SequenceFlow> flows = new ArrayList<>();
        List<BoundaryEvent> boundaries = new ArrayList<>();
        for (FlowElement child : of.getChildElementsByType(FlowElement.class)) {
            if (child instanceof FlowNode element) {
                Node node = node(element);
                nodes.put(element.getId(), node);
                inOrder.add(node);
                if (element instanceof BoundaryEvent boundary) {
                    boundaries.add(boundary);
                }
            } else if (child instanceof SequenceFlow flow) {
                flows.add(flow);
            }
        }
        refuseUnknown(of.getDomElement());
        flows.forEach(flow -> connect(flow, nodes));
        boundaries.forEach(
                event -> nodes.get(event.getAttachedTo().getId()).attached.add(nodes.get(event.getId())));
        return new Scope(new Part(resource, process, of.getId(), name == null ? of.getId() : name), inOrder);
    }

    private void refuseUnknown(DomElement of) {
        for (DomElement child : of.getChildElements()) {
            if (child.getModelElementInstance() == null
                    && child.getNamespaceURI().equals("http://www.omg.org/spec/BPMN/20100524/MODEL")
                    && !BESIDE_THE_FLOW.contains(child.getLocalName())) {
                refuse(part(child), child.getLocalName());
            }
        }
    }

    private void connect(SequenceFlow flow, Map<String, Node> nodes) {
        Node source =
                flow.getSource() == null ? null : nodes.get(flow.getSource().getId());
        Node target =
                flow.getTarget() == null ? null : nodes.get(flow.getTarget().getId());
        if (source == null || target == null) {
            refuse(part(flow.getDomElement()), "flow that leads out of its scope or nowhere");
            return;
        }
        Condition condition = flow.getConditionExpression() == null
                ? null
                : ConditionReader.read(flow.getConditionExpression().getTextContent());
        Node.Flow connected = new Node.Flow(flow.getId(), source, target, condition);
        source.out.add(connected);
        target.in.add(connected);
        if (flow.getId().equals(flow.getSource().getAttributeValue("default"))) {
            source.usual = connected;
        }
    }

    private void attach(BoundaryEvent event, Map<String, Node> nodes) {
        Node host = event.getAttachedTo() == null
                ? null
                : nodes.get(event.getAttachedTo().getId());
        if (host == null) {
            refuse(part(event.getDomElement()), "boundary event that is attached to nothing");
        } else {
            host.attached.add(nodes.get(event.getId()));
        }
    }

    private Node node(FlowNode element) {
        Part part = new Part(resource, process, element.getId(), named(element));
        Node node = new Node(part, kind(element, part));
        if (element instanceof Event event) {
            new EventReader(node).read(event);
            if (node.eventName != null && node.eventName.startsWith(EventReader.NOT_SUPPORTED)) {
                refuse(part, node.eventName.substring(EventReader.NOT_SUPPORTED.length()));
            }
        }
        if (element instanceof Activity activity) {
            new ActivityReader(node).read(activity);
            LoopCharacteristics loop = activity.getLoopCharacteristics();
            if (activity.isForCompensation() || loop != null && !(loop instanceof MultiInstanceLoopCharacteristics)) {
                refuse(part, activity.isForCompensation() ? "compensation" : "standard loop");
            }
        }
        new WriteReader(node).read(element);
        if (element instanceof SubProcess inner) {
            node.inner = scope(inner, element.getName());
        }
        return node;
    }

    private static String named(FlowNode element) {
        String name = element.getName();
        return name == null || name.isBlank() ? element.getId() : name.replaceAll("\\s+", " ");
    }

    private Node.Kind kind(FlowNode element, Part part) {
        if (element instanceof Transaction || element instanceof ComplexGateway) {
            refuse(part, element.getElementType().getTypeName());
        }
        if (element instanceof SubProcess subProcess) {
            return subProcess.triggeredByEvent() ? Node.Kind.EVENT_SUBPROCESS : Node.Kind.SUBPROCESS;
        }
        return switch (element.getElementType().getTypeName()) {
            case "userTask" -> Node.Kind.USER_TASK;
            case "callActivity" -> Node.Kind.CALL;
            case "startEvent" -> Node.Kind.START;
            case "endEvent" -> Node.Kind.END;
            case "boundaryEvent" -> Node.Kind.BOUNDARY;
            case "intermediateCatchEvent" -> Node.Kind.CATCH;
            case "intermediateThrowEvent" -> Node.Kind.THROW;
            case "exclusiveGateway" -> Node.Kind.EXCLUSIVE;
            case "parallelGateway" -> Node.Kind.PARALLEL;
            case "inclusiveGateway" -> Node.Kind.INCLUSIVE;
            case "eventBasedGateway" -> Node.Kind.EVENT_BASED;
            default -> Node.Kind.TASK;
        };
    }

    private Part part(DomElement element) {
        String id = element.getAttribute("id");
        String name = element.getAttribute("name");
        return new Part(resource, process, id == null ? "" : id, name == null ? String.valueOf(id) : name);
    }

    private void refuse(Part part, String what) {
        models.findings()
                .add(Findings.of(
                        Rule.SUPPORTED,
                        part,
                        part.quoted() + " is a " + what + ", which cannot be proved, so it is refused."));
    }
}

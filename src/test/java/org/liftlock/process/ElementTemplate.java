package org.liftlock.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** A template as the Modeler applies it to an element: fields keep the values that are proposed. */
record ElementTemplate(JsonNode json) {

    private static final String ENGINE = "http://camunda.org/schema/1.0/bpmn";

    String id() {
        return json.path("id").asText();
    }

    /** A process with nothing but the element. */
    BpmnModelInstance applied() {
        BpmnModelInstance model = Bpmn.createExecutableProcess("applied").done();
        String type = json.path("elementType").path("value").asText().replace("bpmn:", "");
        ModelElementInstance element = model.newInstance(model.getModel()
                .getTypeForName(
                        "http://www.omg.org/spec/BPMN/20100524/MODEL",
                        type.substring(0, 1).toLowerCase() + type.substring(1)));
        element.setAttributeValue("id", "step", true);
        element.setAttributeValueNs(ENGINE, "modelerTemplate", id());
        element.setAttributeValueNs(
                ENGINE, "modelerTemplateVersion", json.path("version").asText());
        model.getModelElementsByType(Process.class).iterator().next().addChildElement(element);
        json.path("properties").forEach(property -> bind(model, element, property));
        return model;
    }

    private void bind(BpmnModelInstance model, ModelElementInstance element, JsonNode property) {
        JsonNode binding = property.path("binding");
        String value = property.path("value").asText();
        switch (binding.path("type").asText()) {
            case "property" -> {
                // The Modeler does not write what is so anyway.
                if (!value.equals("false")) {
                    set(element, binding.path("name").asText(), value);
                }
            }
            case "camunda:outputParameter" -> {
                ExtensionElements extensions = extensions(model, element);
                ModelElementInstance mapping = extensions.getElements().stream()
                        .filter(extension ->
                                extension.getElementType().getTypeName().equals("inputOutput"))
                        .findAny()
                        .orElseGet(() -> extensions.addExtensionElement(ENGINE, "inputOutput"));
                ModelElementInstance output =
                        model.newInstance(model.getModel().getTypeForName(ENGINE, "outputParameter"));
                mapping.addChildElement(output);
                output.setAttributeValue("name", value);
                output.setTextContent(binding.path("source").asText());
            }
            case "camunda:in" -> {
                ModelElementInstance in = extensions(model, element).addExtensionElement(ENGINE, "in");
                in.setAttributeValue(binding.path("expression").asBoolean() ? "sourceExpression" : "source", value);
                in.setAttributeValue("target", binding.path("target").asText());
            }
            case "camunda:in:businessKey" ->
                extensions(model, element).addExtensionElement(ENGINE, "in").setAttributeValue("businessKey", value);
            case "camunda:out" -> {
                ModelElementInstance out = extensions(model, element).addExtensionElement(ENGINE, "out");
                out.setAttributeValue("source", binding.path("source").asText());
                out.setAttributeValue("target", value);
            }
            case "camunda:executionListener" -> {
                ModelElementInstance listener =
                        extensions(model, element).addExtensionElement(ENGINE, "executionListener");
                listener.setAttributeValue("event", binding.path("event").asText());
                listener.setAttributeValue(binding.path("implementationType").asText(), value);
            }
            default -> throw new IllegalArgumentException(id() + " binds to " + binding);
        }
    }

    private static void set(ModelElementInstance element, String name, String value) {
        if (name.startsWith("camunda:")) {
            element.setAttributeValueNs(ENGINE, name.substring("camunda:".length()), value);
        } else {
            element.setAttributeValue(name, value);
        }
    }

    private static ExtensionElements extensions(BpmnModelInstance model, ModelElementInstance element) {
        return element.getChildElementsByType(ExtensionElements.class).stream()
                .findAny()
                .orElseGet(() -> {
                    ExtensionElements extensions = model.newInstance(ExtensionElements.class);
                    element.addChildElement(extensions);
                    return extensions;
                });
    }

    /** What an element is and does, apart from where it stands in a diagram and what it is called. */
    static String shapeOf(FlowNode node) {
        Map<String, String> settings = new TreeMap<>();
        DomElement dom = node.getDomElement();
        for (String attribute : new String[] {
            "type",
            "topic",
            "asyncAfter",
            "asyncBefore",
            "delegateExpression",
            "decisionRef",
            "decisionRefBinding",
            "mapDecisionResult",
            "resultVariable",
            "calledElementBinding",
            "class",
            "expression"
        }) {
            if (dom.hasAttribute(ENGINE, attribute)) {
                settings.put(attribute, dom.getAttribute(ENGINE, attribute));
            }
        }
        if (dom.hasAttribute("calledElement")) {
            settings.put("calledElement", dom.getAttribute("calledElement"));
        }
        return node.getElementType().getTypeName()
                + settings
                + (node.getExtensionElements() == null
                        ? ""
                        : written(node.getExtensionElements().getDomElement()));
    }

    private static String written(DomElement element) {
        Map<String, String> attributes = new TreeMap<>();
        for (String name : new String[] {
            "name", "event", "delegateExpression", "source", "sourceExpression", "target", "businessKey", "expression"
        }) {
            if (element.hasAttribute(name)) {
                attributes.put(name, element.getAttribute(name));
            }
        }
        return element.getLocalName()
                + attributes
                + element.getChildElements().stream()
                        .map(ElementTemplate::written)
                        .collect(Collectors.toCollection(TreeSet::new))
                + (element.getChildElements().isEmpty()
                        ? element.getTextContent().trim()
                        : "");
    }

    @Override
    public String toString() {
        return id();
    }
}

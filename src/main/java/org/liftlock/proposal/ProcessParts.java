package org.liftlock.proposal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

/** The elements of a process model; a part of one that has none of its own, such as a timer, is a property of it. */
final class ProcessParts {

    private static final Set<String> SCOPES =
            Set.of("process", "subProcess", "transaction", "adHocSubProcess", "definitions");
    private static final Set<String> DRAWN = Set.of("BPMNDiagram");
    /** Said by the flows themselves. */
    private static final Set<String> SAID_ELSEWHERE = Set.of("incoming", "outgoing");

    private static final Set<String> WIRES = Set.of("sourceRef", "targetRef", "attachedToRef", "default");
    private static final List<String> TELL_APART = List.of("event", "name", "source", "target", "variables");
    /** By whom and where it was written. */
    private static final Set<String> OF_THE_FILE = Set.of("exporter", "exporterVersion", "targetNamespace");

    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, String> names = new TreeMap<>();

    ProcessParts(Document document) {
        nameAll(document.getDocumentElement());
        scope(document.getDocumentElement(), null);
    }

    Map<String, Part> all() {
        return parts;
    }

    private void nameAll(Element element) {
        if (!element.getAttribute("id").isEmpty()) {
            names.put(element.getAttribute("id"), Parts.line(element.getAttribute("name")));
        }
        Parts.children(element).forEach(this::nameAll);
    }

    private void scope(Element scope, Part.Wire inside) {
        for (Element child : Parts.children(scope)) {
            String id = child.getAttribute("id");
            if (DRAWN.contains(child.getLocalName()) || id.isEmpty()) {
                continue;
            }
            Map<String, Part.Wire> wiring = new TreeMap<>();
            Map<String, String> properties = new TreeMap<>();
            if (inside != null) {
                wiring.put("inside", inside);
            }
            attributes(child, "", wiring, properties);
            boolean opens = SCOPES.contains(child.getLocalName());
            for (Element inner : Parts.children(child)) {
                if (!(opens && isPart(inner))) {
                    flatten(inner, "", properties);
                }
            }
            parts.put(id, new Part(id, what(child), wiring, properties));
            if (opens) {
                scope(child, wire(id));
            }
        }
    }

    private static boolean isPart(Element element) {
        return !element.getAttribute("id").isEmpty()
                && !element.getLocalName().endsWith("EventDefinition")
                && !element.getLocalName().endsWith("LoopCharacteristics");
    }

    private void attributes(
            Element element, String path, Map<String, Part.Wire> wiring, Map<String, String> properties) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            String name = attribute.getName();
            if (name.equals("id") || name.startsWith("xmlns") || OF_THE_FILE.contains(name)) {
                continue;
            }
            if (path.isEmpty() && WIRES.contains(name)) {
                wiring.put(word(name), wire(attribute.getValue()));
            } else {
                properties.put(path + name, Parts.line(attribute.getValue()));
            }
        }
    }

    private void flatten(Element element, String path, Map<String, String> properties) {
        if (SAID_ELSEWHERE.contains(element.getLocalName())) {
            return;
        }
        String own = path + (element.getLocalName().equals("extensionElements") ? "" : element.getNodeName());
        String here = TELL_APART.stream()
                .filter(element::hasAttribute)
                .map(name -> own + " " + element.getAttribute(name))
                .findFirst()
                .orElse(own);
        String free = here;
        for (int number = 2; properties.containsKey(free) || properties.containsKey(free + " is there"); number++) {
            free = here + " " + number;
        }
        String prefix = free.isEmpty() ? "" : free + ": ";
        attributes(element, prefix, Map.of(), properties);
        if (Parts.children(element).isEmpty()) {
            String text = Parts.line(element.getTextContent());
            properties.put(text.isEmpty() ? free + " is there" : free, text.isEmpty() ? "yes" : text);
        }
        for (Element child : Parts.children(element)) {
            flatten(child, prefix, properties);
        }
    }

    private String what(Element element) {
        String type = element.getLocalName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        if (type.equals("sequence flow") && element.getAttribute("name").isBlank()) {
            return "flow from " + called(element.getAttribute("sourceRef")) + " to "
                    + called(element.getAttribute("targetRef"));
        }
        return (type.equals("sequence flow") ? "flow" : type) + " " + called(element.getAttribute("id"));
    }

    private String called(String id) {
        String name = names.getOrDefault(id, "");
        return name.isEmpty() ? id : "\"" + name + "\"";
    }

    private Part.Wire wire(String id) {
        return new Part.Wire(id, called(id));
    }

    private static String word(String wire) {
        return switch (wire) {
            case "sourceRef" -> "comes from";
            case "targetRef" -> "leads to";
            case "attachedToRef" -> "attached to";
            default -> "default flow";
        };
    }
}

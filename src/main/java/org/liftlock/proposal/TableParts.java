package org.liftlock.proposal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Decisions, and the columns and rules of their tables; the order of the rules is part of what a table says. */
final class TableParts {

    private final Map<String, Part> parts = new LinkedHashMap<>();

    TableParts(Document document) {
        Parts.children(document.getDocumentElement()).forEach(this::read);
    }

    Map<String, Part> all() {
        return parts;
    }

    private void read(Element element) {
        if (!element.getLocalName().equals("decision")) {
            if (!element.getLocalName().equals("DMNDI")) {
                put(element, element.getLocalName() + " " + called(element), Map.of(), said(element));
            }
            return;
        }
        Map<String, String> properties = attributes(element);
        for (Element child : Parts.children(element)) {
            if (child.getLocalName().equals("decisionTable")) {
                table(child);
            } else {
                properties.put(child.getLocalName(), words(child));
            }
        }
        put(element, "decision " + called(element), Map.of(), properties);
    }

    private void table(Element table) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        int rule = 0;
        String before = "the top";
        for (Element child : Parts.children(table)) {
            switch (child.getLocalName()) {
                case "input" -> inputs.add(column(child, "input"));
                case "output" -> outputs.add(column(child, "output"));
                case "rule" -> {
                    rule(child, ++rule, inputs, outputs, before);
                    before = name(child);
                }
                default -> {}
            }
        }
        put(table, "decision table", Map.of(), attributes(table));
    }

    private String column(Element column, String kind) {
        put(column, kind + " column " + called(column), Map.of(), said(column));
        return called(column);
    }

    private void rule(Element rule, int number, List<String> inputs, List<String> outputs, String before) {
        Map<String, String> cells = new LinkedHashMap<>();
        int input = 0;
        int output = 0;
        for (Element child : Parts.children(rule)) {
            switch (child.getLocalName()) {
                case "inputEntry" -> cells.put(at(inputs, input++), Parts.line(child.getTextContent()));
                case "outputEntry" -> cells.put(at(outputs, output++), Parts.line(child.getTextContent()));
                default -> cells.put(child.getLocalName(), words(child));
            }
        }
        put(
                rule,
                "rule " + number + " (" + name(rule) + ")",
                Map.of("stands after", new Part.Wire(before, before)),
                cells);
    }

    private static String at(List<String> columns, int index) {
        return index < columns.size() ? columns.get(index) : "column " + (index + 1);
    }

    private static String name(Element element) {
        return element.getAttribute("id");
    }

    private static String called(Element element) {
        String label = element.getAttribute(element.hasAttribute("label") ? "label" : "name");
        return label.isBlank() ? name(element) : "\"" + Parts.line(label) + "\"";
    }

    private static Map<String, String> said(Element element) {
        Map<String, String> properties = attributes(element);
        Parts.children(element).forEach(child -> properties.put(child.getLocalName(), words(child)));
        return properties;
    }

    private static String words(Element element) {
        return Parts.line(element.getTextContent() + " "
                + String.join(" ", attributes(element).values()));
    }

    private static Map<String, String> attributes(Element element) {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            String name = element.getAttributes().item(i).getNodeName();
            if (!name.equals("id") && !name.startsWith("xmlns")) {
                attributes.put(name, Parts.line(element.getAttributes().item(i).getNodeValue()));
            }
        }
        return attributes;
    }

    private void put(Element element, String what, Map<String, Part.Wire> wiring, Map<String, String> properties) {
        String id = name(element);
        parts.put(id.isEmpty() ? what : id, new Part(id, what, wiring, properties));
    }
}

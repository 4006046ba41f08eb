package org.liftlock.proposal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.liftlock.process.ModelGate;

/** The fields of a form, each by its id, in their order. */
final class FormParts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FormParts() {}

    static Map<String, Part> of(ModelGate.Model model) {
        Map<String, Part> parts = new LinkedHashMap<>();
        try {
            JsonNode form = JSON.readTree(model.content());
            Map<String, String> properties = new TreeMap<>();
            form.fields().forEachRemaining(field -> {
                if (!field.getKey().equals("components") && !field.getKey().equals("exporter")) {
                    flatten(field.getKey(), field.getValue(), properties);
                }
            });
            parts.put("", new Part("", "form", Map.of(), properties));
            fields(form.path("components"), "the top", parts);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(model.resource() + " is not JSON that can be read", e);
        }
        return parts;
    }

    private static void fields(JsonNode components, String top, Map<String, Part> parts) {
        String before = top;
        for (JsonNode field : components) {
            String id = field.path("key").asText(field.path("id").asText());
            String label = Parts.line(field.path("label").asText(""));
            Map<String, String> properties = new TreeMap<>();
            field.fields().forEachRemaining(each -> {
                if (!each.getKey().equals("components") && !each.getKey().equals("layout")) {
                    flatten(each.getKey(), each.getValue(), properties);
                }
            });
            parts.put(
                    id,
                    new Part(
                            id,
                            "field " + (label.isEmpty() ? id : "\"" + label + "\""),
                            Map.of("stands after", new Part.Wire(before, before)),
                            properties));
            fields(field.path("components"), "the top of " + id, parts);
            before = id;
        }
    }

    private static void flatten(String path, JsonNode value, Map<String, String> properties) {
        if (value.isObject()) {
            value.fields().forEachRemaining(each -> flatten(path + "." + each.getKey(), each.getValue(), properties));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                flatten(path + " " + (i + 1), value.get(i), properties);
            }
        } else {
            properties.put(path, Parts.line(value.asText()));
        }
    }
}

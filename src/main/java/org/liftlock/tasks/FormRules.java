package org.liftlock.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * What the forms demand, read from the very files the browser shows: required, lengths, patterns, bounds and choices.
 * The browser's own check can be left out by anybody who calls the interface; this one cannot.
 */
@Component
class FormRules {

    private final ObjectMapper json;
    private final Map<String, JsonNode> forms = new ConcurrentHashMap<>();

    FormRules(ObjectMapper json) {
        this.json = json;
    }

    /** Keys of everything a person can fill in. */
    List<String> fields(String form) {
        List<String> keys = new ArrayList<>();
        form(form).path("components").forEach(component -> {
            if (component.has("key")) {
                keys.add(component.get("key").asText());
            } else if (component.has("path")) {
                keys.add(component.get("path").asText());
            }
        });
        return keys;
    }

    /** @throws AnswerRefused naming every field that is wrong, by the label a person sees */
    void check(String form, Map<String, Object> given) {
        List<String> problems = problems(form(form), given);
        if (!problems.isEmpty()) {
            throw new AnswerRefused(String.join("; ", problems));
        }
    }

    private static List<String> problems(JsonNode parent, Map<String, Object> given) {
        List<String> problems = new ArrayList<>();
        parent.path("components").forEach(component -> {
            if (component.has("path")) {
                problems.addAll(rows(component, given));
            } else if (component.has("key") && !hidden(component, given)) {
                problems.addAll(FieldRule.problems(
                        component, given.get(component.get("key").asText())));
            }
        });
        return problems;
    }

    /** Each row of a list is a small form of its own. */
    private static List<String> rows(JsonNode list, Map<String, Object> given) {
        List<String> problems = new ArrayList<>();
        List<Fields> rows =
                new Fields(given, ZoneOffset.UTC).rows(list.get("path").asText());
        for (int place = 0; place < rows.size(); place++) {
            String row = "Row " + (place + 1) + " of \"" + list.path("label").asText() + "\": ";
            problems(list, rows.get(place).given()).forEach(problem -> problems.add(row + problem));
        }
        return problems;
    }

    private static boolean hidden(JsonNode component, Map<String, Object> given) {
        String hide = component.path("conditional").path("hide").asText("");
        return !hide.isEmpty() && HideCondition.holds(hide, given);
    }

    private JsonNode form(String name) {
        return forms.computeIfAbsent(name, wanted -> {
            Resource file = new ClassPathResource("forms/" + wanted + ".form");
            try (var content = file.getInputStream()) {
                return json.readTree(content);
            } catch (IOException unreadable) {
                throw new IllegalStateException("Form \"" + wanted + "\" cannot be read", unreadable);
            }
        });
    }
}

package org.liftlock.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The rules of one field of a form. */
final class FieldRule {

    private FieldRule() {}

    /** @return a sentence for each rule that is broken; empty when the field is right */
    static List<String> problems(JsonNode component, Object content) {
        String label = "Field \"" + label(component) + "\"";
        JsonNode rules = component.path("validate");
        boolean empty = content == null
                || content.toString().isBlank()
                || component.path("type").asText().equals("checkbox") && !Boolean.parseBoolean(content.toString());
        if (empty) {
            return rules.path("required").asBoolean() ? List.of(label + " is empty; fill it in") : List.of();
        }
        List<String> problems = new ArrayList<>();
        length(label, rules, content.toString()).ifPresent(problems::add);
        pattern(label, rules, content.toString()).ifPresent(problems::add);
        bounds(label, component, rules, content).ifPresent(problems::add);
        choice(label, component, content.toString()).ifPresent(problems::add);
        return problems;
    }

    private static String label(JsonNode component) {
        for (String name : List.of("label", "dateLabel", "timeLabel", "key")) {
            if (component.hasNonNull(name)) {
                return component.get(name).asText();
            }
        }
        return component.path("id").asText();
    }

    private static Optional<String> length(String label, JsonNode rules, String text) {
        if (rules.has("minLength") && text.length() < rules.get("minLength").asInt()) {
            return Optional.of(
                    label + " needs at least " + rules.get("minLength").asInt() + " characters");
        }
        return rules.has("maxLength") && text.length() > rules.get("maxLength").asInt()
                ? Optional.of(label + " takes at most " + rules.get("maxLength").asInt() + " characters")
                : Optional.empty();
    }

    private static Optional<String> pattern(String label, JsonNode rules, String text) {
        return rules.has("pattern") && !text.matches(rules.get("pattern").asText())
                ? Optional.of(label + ": \"" + text + "\" does not have the form "
                        + rules.get("pattern").asText())
                : Optional.empty();
    }

    private static Optional<String> bounds(String label, JsonNode component, JsonNode rules, Object content) {
        if (!component.path("type").asText().equals("number")) {
            return Optional.empty();
        }
        BigDecimal number;
        try {
            number = new BigDecimal(content.toString());
        } catch (NumberFormatException none) {
            return Optional.of(label + ": \"" + content + "\" is no number");
        }
        if (rules.has("min") && number.compareTo(rules.get("min").decimalValue()) < 0) {
            return Optional.of(label + " is at least " + rules.get("min").asText());
        }
        return rules.has("max") && number.compareTo(rules.get("max").decimalValue()) > 0
                ? Optional.of(label + " is at most " + rules.get("max").asText())
                : Optional.empty();
    }

    private static Optional<String> choice(String label, JsonNode component, String text) {
        if (!component.has("values")) {
            return Optional.empty();
        }
        List<String> allowed = StreamSupport.stream(component.get("values").spliterator(), false)
                .map(choice -> choice.get("value").asText())
                .toList();
        return allowed.contains(text)
                ? Optional.empty()
                : Optional.of(label + " is one of " + String.join(", ", allowed) + ", not \"" + text + "\"");
    }
}

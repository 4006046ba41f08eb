package org.liftlock.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** The fields of our own request page. It writes the same document that anyone may send to the API. */
record RequestForm(
        String system,
        String environment,
        String to,
        String category,
        String text,
        String advisories,
        String tickets,
        String method,
        String template,
        String when,
        String opens,
        String ends,
        String decider,
        String deputy,
        String engineer,
        String signOff,
        String noAnswer,
        String training,
        String emergency,
        String deadline) {

    static RequestForm of(String system, String template) {
        return new RequestForm(
                system, "", "", "", "", "", "", "", template, "next", "", "", "", "", "", "", "", "", "", "");
    }

    /** The request as a document; fields left empty are left out, so that the system's own values hold. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        put(document, "upgrade", system);
        put(document, "environment", environment);
        put(document, "to", to);
        put(document, "reason", reason());
        put(document, "tickets", words(tickets));
        put(document, "method", method);
        put(document, "template", template);
        put(document, "window", window());
        put(document, "people", people());
        put(document, "no_answer", noAnswer);
        put(document, "training", training);
        put(document, "emergency", emergency);
        put(document, "deadline", deadline);
        return document;
    }

    private Map<String, Object> reason() {
        Map<String, Object> reason = new LinkedHashMap<>();
        put(reason, "category", category);
        put(reason, "text", text);
        put(reason, "advisories", words(advisories));
        return reason;
    }

    private Object window() {
        if (!"at".equals(when)) {
            return when;
        }
        Map<String, Object> window = new LinkedHashMap<>();
        put(window, "from", opens);
        put(window, "to", ends);
        return window;
    }

    private Map<String, Object> people() {
        Map<String, Object> people = new LinkedHashMap<>();
        put(people, "decider", decider);
        put(people, "deputy", deputy);
        put(people, "engineer", engineer);
        put(people, "sign_off", words(signOff));
        return people;
    }

    private static List<String> words(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("[\\s,;]+"))
                        .filter(Predicate.not(String::isBlank))
                        .toList();
    }

    private static void put(Map<String, Object> map, String key, Object content) {
        boolean empty = Objects.requireNonNullElse(content, "") instanceof String text && text.isBlank()
                || content instanceof List<?> list && list.isEmpty()
                || content instanceof Map<?, ?> inner && inner.isEmpty();
        if (!empty) {
            map.put(key, content instanceof String text ? text.strip() : content);
        }
    }
}

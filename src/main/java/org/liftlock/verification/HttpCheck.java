package org.liftlock.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Asks a web address: status, headers, text, JSON values, time. {@code json: {/status: UP}} states what must be found;
 * {@code json: /version} picks the value that {@code equals} and its like speak of, in place of the whole body.
 */
@Component
class HttpCheck implements ValueType {

    private final HttpProbe probe;

    HttpCheck(HttpProbe probe) {
        this.probe = probe;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String usualExpectation() {
        return "an answer";
    }

    @Override
    public String value(Check check) throws Exception {
        HttpAnswer answer = probe.ask(check);
        if (!statusFits(check.settings(), answer.status())) {
            throw new CannotCheck("status " + answer.status());
        }
        return value(check.settings(), answer);
    }

    @Override
    public Observation look(Check check) throws Exception {
        Settings settings = check.settings();
        Expectation expectation = Expectation.of(check);
        String expected = expected(settings, expectation, check);
        HttpAnswer answer;
        try {
            answer = probe.ask(check);
        } catch (CannotCheck unreachable) {
            return Observation.of(false, expected, Texts.reason(unreachable));
        }
        List<String> wrong = new ArrayList<>();
        if (!statusFits(settings, answer.status())) {
            wrong.add(Texts.quote(answer.body()));
        } else {
            wrong.addAll(wrongHeaders(settings, answer));
            wrong.addAll(wrongValues(settings, answer));
            judge(check, expectation, answer, wrong);
        }
        if (answer.took().compareTo(check.limit()) > 0) {
            wrong.add("later than " + Texts.duration(check.limit()));
        }
        String got = "status " + answer.status() + " after " + Texts.duration(answer.took());
        return wrong.isEmpty()
                ? new Observation(statusFits(settings, answer.status()), expected, got, answer.body())
                : new Observation(false, expected, got + ", " + String.join(", ", wrong), answer.body());
    }

    private void judge(Check check, Expectation expectation, HttpAnswer answer, List<String> wrong) {
        try {
            Observation judged = expectation.judge(Picking.part(check, value(check.settings(), answer)), "an answer");
            if (!judged.passed()) {
                wrong.add(judged.got());
            }
        } catch (CannotCheck unreadable) {
            wrong.add(unreadable.getMessage());
        }
    }

    private static String value(Settings settings, HttpAnswer answer) {
        if (!(settings.value("json").orElse(null) instanceof String place)) {
            return answer.body();
        }
        return new JsonValues(answer.body())
                .at(place)
                .orElseThrow(() -> new CannotCheck("an answer with nothing at " + place));
    }

    private static boolean statusFits(Settings settings, int status) {
        List<Integer> expected = settings.numbers("status");
        return expected.isEmpty() ? status >= 200 && status < 300 : expected.contains(status);
    }

    private static List<String> wrongHeaders(Settings settings, HttpAnswer answer) {
        List<String> wrong = new ArrayList<>();
        settings.map("answers_with").forEach((name, value) -> {
            List<String> found = answer.headers().allValues(name);
            if (found.stream().noneMatch(header -> header.contains(String.valueOf(value)))) {
                wrong.add("header " + name
                        + (found.isEmpty() ? " missing" : " " + Texts.quote(String.join(", ", found))));
            }
        });
        return wrong;
    }

    private static List<String> wrongValues(Settings settings, HttpAnswer answer) {
        Map<String, Object> expected = jsonExpectations(settings);
        if (expected.isEmpty()) {
            return List.of();
        }
        List<String> wrong = new ArrayList<>();
        try {
            JsonValues json = new JsonValues(answer.body());
            expected.forEach((place, value) -> {
                var found = json.at(place);
                if (found.filter(text -> Expectation.same(value, text)).isEmpty()) {
                    wrong.add(found.map(Texts::quote).orElse("nothing") + " at " + place);
                }
            });
        } catch (CannotCheck noJson) {
            wrong.add(noJson.getMessage());
        }
        return wrong;
    }

    private static Map<String, Object> jsonExpectations(Settings settings) {
        return settings.value("json").orElse(null) instanceof String ? Map.of() : settings.map("json");
    }

    private static String expected(Settings settings, Expectation expectation, Check check) {
        List<Integer> statuses = settings.numbers("status");
        List<String> parts = new ArrayList<>();
        parts.add("status "
                + (statuses.isEmpty()
                        ? "2xx"
                        : statuses.stream().map(String::valueOf).collect(Collectors.joining(" or "))));
        settings.map("answers_with")
                .forEach((name, value) -> parts.add("header " + name + " with " + Texts.quote(String.valueOf(value))));
        jsonExpectations(settings)
                .forEach((place, value) -> parts.add(Texts.quote(String.valueOf(value)) + " at " + place));
        String value = expectation.sentence("");
        if (!value.isEmpty()) {
            parts.add(value + (settings.value("json").orElse(null) instanceof String place ? " at " + place : ""));
        }
        return String.join(", ", parts) + " from " + settings.required("url", "http") + " within "
                + Texts.duration(check.limit());
    }
}

package org.liftlock.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        List<Found> found = found(check, expectation, answer);
        String got = Stream.concat(
                        Stream.of("status " + answer.status() + " after " + Texts.duration(answer.took())),
                        found.stream().map(Found::got))
                .collect(Collectors.joining(", "));
        return new Observation(found.stream().allMatch(Found::right), expected, got, answer.body());
    }

    /** What an answer holds of what was asked for; told whether it is right or not, since it is the evidence of both. */
    private record Found(boolean right, String got) {}

    private static List<Found> found(Check check, Expectation expectation, HttpAnswer answer) {
        Settings settings = check.settings();
        List<Found> found = new ArrayList<>();
        if (!statusFits(settings, answer.status())) {
            found.add(new Found(false, Texts.quote(answer.body())));
        } else {
            found.addAll(headers(settings, answer));
            found.addAll(jsonValues(settings, answer));
            value(check, expectation, answer).ifPresent(found::add);
        }
        if (answer.took().compareTo(check.limit()) > 0) {
            found.add(new Found(false, "later than " + Texts.duration(check.limit())));
        }
        return found;
    }

    /** Empty when the description expects nothing of the value. */
    private static Optional<Found> value(Check check, Expectation expectation, HttpAnswer answer) {
        if (expectation.isEmpty()) {
            return Optional.empty();
        }
        try {
            Observation judged = expectation.judge(Picking.part(check, value(check.settings(), answer)), "an answer");
            return Optional.of(new Found(judged.passed(), judged.got() + place(check.settings())));
        } catch (CannotCheck unreadable) {
            return Optional.of(new Found(false, unreadable.getMessage()));
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

    private static List<Found> headers(Settings settings, HttpAnswer answer) {
        List<Found> found = new ArrayList<>();
        settings.map("answers_with").forEach((name, value) -> {
            List<String> there = answer.headers().allValues(name);
            found.add(new Found(
                    there.stream().anyMatch(header -> header.contains(String.valueOf(value))),
                    "header " + name + (there.isEmpty() ? " missing" : " " + Texts.quote(String.join(", ", there)))));
        });
        return found;
    }

    private static List<Found> jsonValues(Settings settings, HttpAnswer answer) {
        Map<String, Object> expected = jsonExpectations(settings);
        if (expected.isEmpty()) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        try {
            JsonValues json = new JsonValues(answer.body());
            expected.forEach((place, value) -> {
                Optional<String> there = json.at(place);
                found.add(new Found(
                        there.filter(text -> Expectation.same(value, text)).isPresent(),
                        there.map(Texts::quote).orElse("nothing") + " at " + place));
            });
        } catch (CannotCheck noJson) {
            found.add(new Found(false, noJson.getMessage()));
        }
        return found;
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
            parts.add(value + place(settings));
        }
        return String.join(", ", parts) + " from " + settings.required("url", "http") + " within "
                + Texts.duration(check.limit());
    }

    /** Where in the answer the value stands that the description picks. */
    private static String place(Settings settings) {
        return settings.value("json").orElse(null) instanceof String place ? " at " + place : "";
    }
}

package org.liftlock.verification;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/**
 * Asks Prometheus, or what answers as it does: {@code prometheus: {url: .., query: ..}}. The query gives one number as of
 * now, which is held against what the description expects.
 */
@Component
class PrometheusCheck implements ValueType {

    private final HttpProbe probe;

    PrometheusCheck(HttpProbe probe) {
        this.probe = probe;
    }

    @Override
    public String name() {
        return "prometheus";
    }

    @Override
    public String usualExpectation() {
        return "the query to find a value";
    }

    @Override
    public String value(Check check) throws IOException, InterruptedException {
        Settings asked = check.settings().below("prometheus");
        String url = asked.required("url").replaceAll("/+$", "");
        String query = URLEncoder.encode(asked.required("query"), StandardCharsets.UTF_8);
        HttpAnswer answer = probe.get(check, url + "/api/v1/query?query=" + query);
        if (answer.status() != 200) {
            throw new CannotCheck("status " + answer.status() + " from " + url + ": " + Texts.quote(refusal(answer)));
        }
        return value(new JsonValues(answer.body()));
    }

    private static String value(JsonValues answer) {
        String type = answer.at("/data/resultType").orElse("none");
        return switch (type) {
            case "scalar" -> answer.at("/data/result/1").orElse("");
            case "vector" -> only(answer);
            default -> throw new CannotCheck("a result of the type " + type + " where one number was expected");
        };
    }

    private static String only(JsonValues answer) {
        if (answer.at("/data/result/1").isPresent()) {
            throw new CannotCheck("several time series where one number was expected;"
                    + " bring them together in the query, as with sum() or max()");
        }
        return answer.at("/data/result/0/value/1")
                .orElseThrow(() -> new CannotCheck("no time series that fits the query"));
    }

    /** What Prometheus says is wrong with the query; of a proxy in front of it, whatever that says. */
    private static String refusal(HttpAnswer answer) {
        try {
            return new JsonValues(answer.body()).at("/error").orElse(answer.body());
        } catch (CannotCheck noJson) {
            return answer.body();
        }
    }
}

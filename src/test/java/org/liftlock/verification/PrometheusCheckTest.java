package org.liftlock.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.verification.Checks.acceptanceOf;
import static org.liftlock.verification.Checks.core;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.descriptor.CheckSpec;

class PrometheusCheckTest {

    private static final String QUERY = "sum(rate(http_errors_total{job=\"orders\"}[5m]))";
    private static final String PATH = "/api/v1/query";

    private final Checks checks = new Checks();
    private WebServer server;
    private WebServer.Page answer = vector("{\"metric\": {}, \"value\": [1796523300.123, \"0.02\"]}");

    @BeforeEach
    void startPrometheus() throws Exception {
        server = new WebServer();
        server.page(PATH, request -> answer);
    }

    @AfterEach
    void stopPrometheus() {
        server.close();
    }

    @Test
    void holdsTheNumberOfTheQueryAgainstBounds() {
        CheckResult few = ask(Map.of("at_most", 0.05));

        assertThat(few.passed()).as(few.sentence()).isTrue();
        assertThat(server.requests(PATH))
                .singleElement()
                .satisfies(request -> assertThat(request.query()).isEqualTo("query=" + QUERY));
        CheckResult many = ask(Map.of("at_most", 0.01));
        assertThat(many.failed()).isTrue();
        assertThat(many.expected()).isEqualTo("at most 0.01");
        assertThat(many.got()).isEqualTo("\"0.02\"");
    }

    @Test
    void comparesWithWhatWasSoBeforeTheUpgrade() {
        CheckSpec asBefore = spec(Map.of("equals", "before"));
        checks.acceptance.remember(acceptanceOf(asBefore));

        assertThat(checks.answer(asBefore).passed()).isTrue();
        answer = vector("{\"metric\": {}, \"value\": [1796523400, \"7\"]}");
        assertThat(checks.answer(asBefore).sentence())
                .isEqualTo("errors: expected \"0.02\" as before the upgrade, got \"7\"");
    }

    @Test
    void aScalarIsANumberToo() {
        answer = page("{\"resultType\": \"scalar\", \"result\": [1796523300, \"3\"]}");

        assertThat(ask(Map.of("equals", 3)).passed()).isTrue();
    }

    @Test
    void aQueryThatFindsNothingFails() {
        answer = vector("");

        CheckResult result = ask(Map.of("at_most", 5));
        assertThat(result.failed()).isTrue();
        assertThat(result.got()).isEqualTo("no time series that fits the query");
    }

    @Test
    void severalTimeSeriesAreNoNumber() {
        answer = vector("{\"value\": [1796523300, \"1\"]}, {\"value\": [1796523300, \"2\"]}");

        assertThat(ask(Map.of("at_most", 5)).got())
                .startsWith("several time series")
                .contains("sum()");
    }

    @Test
    void whatIsNotANumberFails() {
        answer = vector("{\"value\": [1796523300, \"NaN\"]}");

        assertThat(ask(Map.of("at_most", 5)).got()).isEqualTo("\"NaN\" where a number was expected");
    }

    @Test
    void aQueryThatPrometheusRefusesFailsWithItsReason() {
        answer = new WebServer.Page(
                400,
                "{\"status\": \"error\", \"errorType\": \"bad_data\", \"error\": \"parse error: unclosed brace\"}");

        assertThat(ask(Map.of("at_most", 5)).got())
                .isEqualTo("status 400 from " + server.address() + ": \"parse error: unclosed brace\"");
    }

    @Test
    void theTokenIsPresentedAndNeverShown() {
        answer = new WebServer.Page(403, "tOken-77 may not read");

        CheckResult result = ask(Map.of("bearer", "secret:probe"));

        assertThat(server.requests(PATH).get(0).authorization()).isEqualTo("Bearer tOken-77");
        assertThat(result.got()).isEqualTo("status 403 from " + server.address() + ": \"***** may not read\"");
    }

    @Test
    void noticesThatPrometheusIsStopped() {
        server.close();

        assertThat(ask(Map.of("at_most", 5)).got()).startsWith("no connection to " + server.address() + PATH);
        assertThat(checks.noticesStop(spec(Map.of("at_most", 5)))).isTrue();
    }

    @Test
    void mayBeAskedWhileTheRaisedSystemIsWatched() {
        assertThat(CheckPurpose.WATCH.takes(spec(Map.of("at_most", 5)))).isTrue();
    }

    private CheckResult ask(Map<String, Object> more) {
        return checks.answer(spec(more));
    }

    private CheckSpec spec(Map<String, Object> more) {
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.put("prometheus", Map.of("url", server.address() + "/", "query", QUERY));
        return core("errors", "prometheus", settings);
    }

    private static WebServer.Page vector(String series) {
        return page("{\"resultType\": \"vector\", \"result\": [" + series + "]}");
    }

    private static WebServer.Page page(String data) {
        return new WebServer.Page(200, "{\"status\": \"success\", \"data\": " + data + "}");
    }
}

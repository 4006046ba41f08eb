package org.liftlock.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.verification.Checks.core;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCheckTest {

    private final Checks checks = new Checks();
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private HttpServer server;
    private String address;

    @BeforeEach
    void startOrderService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        address = "http://127.0.0.1:" + server.getAddress().getPort();
        page("/health", 200, "{\"status\":\"UP\",\"orders\":{\"open\":12},\"version\":\"2.0\"}");
        page("/broken", 503, "database is gone");
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", address + "/health");
            answer(exchange, 302, "");
        });
        server.createContext(
                "/echo",
                exchange -> answer(
                        exchange,
                        200,
                        exchange.getRequestMethod() + " "
                                + exchange.getRequestHeaders().getFirst("Host") + " "
                                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        server.createContext("/slow", exchange -> {
            try {
                testIsOver.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, 200, "late");
        });
        server.start();
    }

    @AfterEach
    void stopOrderService() {
        testIsOver.countDown();
        server.stop(0);
    }

    @Test
    void passesWhenStatusAndJsonValuesAreAsExpected() {
        CheckResult result =
                ask("/health", Map.of("status", 200, "json", Map.of("/status", "UP", "$.orders.open", 12)));

        assertThat(result.passed()).as(result.sentence()).isTrue();
        assertThat(result.expected()).contains("status 200", "\"UP\" at /status", address + "/health");
        assertThat(result.got())
                .startsWith("status 200 after ")
                .contains("\"UP\" at /status", "\"12\" at $.orders.open");
    }

    @Test
    void aCheckThatPassedTellsWhatItGotToo() {
        assertThat(ask("/health", Map.of("json", "/version", "equals", "2.0")).got())
                .endsWith(", \"2.0\" at /version");
        assertThat(ask("/health", Map.of("answers_with", Map.of("Content-Type", "json")))
                        .got())
                .endsWith(", header Content-Type \"application/json\"");
        assertThat(ask("/health", Map.of()).got()).matches("status 200 after \\S+ m?s");
    }

    @Test
    void ofALongPageThePlaceIsToldThatWasLookedFor() {
        page("/page", 200, "<p>before</p>".repeat(40) + "<b class=\"version\">2.0</b>" + "<p>after</p>".repeat(40));

        assertThat(ask("/page", Map.of("contains", "version\">2.0<")).got())
                .contains("<b class=\"version\">2.0</b><p>after")
                .hasSizeLessThan(150);
        assertThat(ask("/page", Map.of("not_contains", "2.0")).got()).contains("<b class=\"version\">2.0</b>");
    }

    @Test
    void tellsTheValueItFoundInPlaceOfTheExpectedOne() {
        CheckResult result = ask("/health", Map.of("json", Map.of("/status", "DOWN", "/missing", "x")));

        assertThat(result.failed()).isTrue();
        assertThat(result.got()).contains("\"UP\" at /status").contains("nothing at /missing");
    }

    @Test
    void failsOnAnotherStatusAndShowsTheBody() {
        CheckResult result = ask("/broken", Map.of());

        assertThat(result.failed()).isTrue();
        assertThat(result.expected()).startsWith("status 2xx");
        assertThat(result.got()).startsWith("status 503").contains("database is gone");
    }

    @Test
    void acceptsAnUnusualStatusWhenTheDescriptionAsksForIt() {
        assertThat(ask("/broken", Map.of("status", List.of(500, 503))).passed()).isTrue();
    }

    @Test
    void doesNotFollowARedirect() {
        assertThat(ask("/moved", Map.of("status", 302)).passed()).isTrue();
        assertThat(ask("/moved", Map.of("status", 200)).got()).startsWith("status 302");
    }

    @Test
    void looksForTextThatMustAndMustNotOccur() {
        assertThat(ask("/health", Map.of("contains", "UP", "not_contains", "DOWN"))
                        .passed())
                .isTrue();
        assertThat(ask("/health", Map.of("contains", "DOWN")).failed()).isTrue();
        assertThat(ask("/health", Map.of("not_contains", List.of("UP"))).failed())
                .isTrue();
    }

    @Test
    void looksAtHeadersOfTheAnswer() {
        assertThat(ask("/health", Map.of("answers_with", Map.of("Content-Type", "json")))
                        .passed())
                .isTrue();

        CheckResult result = ask("/health", Map.of("answers_with", Map.of("X-Frame-Options", "DENY")));
        assertThat(result.failed()).isTrue();
        assertThat(result.got()).contains("header X-Frame-Options missing");
    }

    @Test
    void picksOneJsonValueToCompare() {
        assertThat(ask("/health", Map.of("json", "/version", "equals", "2.0")).passed())
                .isTrue();
        assertThat(ask("/health", Map.of("json", "/version", "equals", "2.1")).got())
                .contains("\"2.0\"");
    }

    @Test
    void sendsBodyHostAndCredentialsButNeverShowsTheSecret() {
        CheckResult result = ask(
                "/echo",
                Map.of(
                        "body",
                        "order 7",
                        "host",
                        "orders.example.com",
                        "bearer",
                        "secret:probe",
                        "contains",
                        "nothing"));

        assertThat(result.got()).contains("POST orders.example.com Bearer ***** order 7");
        assertThat(evidence()).contains("Bearer *****").doesNotContain("tOken-77");
    }

    @Test
    void hidesBasicCredentialsInTheirEncodedFormToo() {
        CheckResult result = ask(
                "/echo",
                Map.of("login", Map.of("user", "probe", "password", "secret:orders-db"), "contains", "nothing"));

        assertThat(result.got()).contains("Basic *****");
    }

    @Test
    void failsWhenNoAnswerComesInTime() {
        CheckResult result = ask("/slow", Map.of("within", "200ms"));

        assertThat(result.failed()).isTrue();
        assertThat(result.expected()).endsWith("within 200 ms");
        assertThat(result.got()).isEqualTo("no answer from " + address + "/slow within 200 ms");
    }

    @Test
    void failsWhenNobodyListens() {
        server.stop(0);

        CheckResult result = ask("/health", Map.of());

        assertThat(result.failed()).isTrue();
        assertThat(result.got()).isEqualTo("no connection to " + address + "/health");
    }

    @Test
    void failsWithASentenceWhenTheAddressIsNone() {
        CheckResult result = checks.answer(core("page", "http", Map.of("http", "orders.example.com/health")));

        assertThat(result.failed()).isTrue();
        assertThat(result.got()).contains("not an address that starts with http://");
    }

    @Test
    void failsWithASentenceWhenASecretIsUnknown() {
        assertThat(ask("/echo", Map.of("bearer", "secret:nobody-knows")).got())
                .isEqualTo("secret:nobody-knows is missing");
    }

    private CheckResult ask(String path, Map<String, Object> more) {
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.put("http", address + path);
        return checks.answer(core("order-service", "http", settings));
    }

    private String evidence() {
        return checks.tables
                .jdbc()
                .sql("select content from evidence")
                .query(String.class)
                .single();
    }

    private void page(String path, int status, String body) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            answer(exchange, status, body);
        });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

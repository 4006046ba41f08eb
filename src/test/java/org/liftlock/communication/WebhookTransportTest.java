package org.liftlock.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.communication.OutboxBench.UPGRADE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.TestDatabases;

class WebhookTransportTest {

    private final List<JsonNode> posted = new CopyOnWriteArrayList<>();
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;
    private HttpServer server;
    private OutboxBench bench;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hooks/t0ken-of-the-chat", exchange -> {
            posted.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            ids.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/t0ken-of-the-chat";
        bench = new OutboxBench(TestDatabases.H2.migrated(), Map.of("LIFTLOCK_SECRET_CHAT", address), "secret:chat");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theWebhookOfTheSiteGetsEveryMessageAsJson() {
        bench.announce();

        bench.sender(new WebhookTransport(bench.secrets)).sendDue();

        JsonNode message = posted.get(0);
        assertThat(message.path("kind").asText()).isEqualTo("announce-upgrade");
        assertThat(message.path("upgrade").asText()).isEqualTo(UPGRADE);
        assertThat(message.path("facts").path("opens").asText()).isEqualTo("2026-11-21T21:00:00Z");
        assertThat(message.path("text").asText()).contains("Sat 21 Nov 2026, 21:00 UTC");
        assertThat(message.path("id").asText()).isEqualTo(ids.get(0));
        assertThat(bench.outbox.allSent(UPGRADE, MessageKind.ANNOUNCE_UPGRADE)).isTrue();
    }

    @Test
    void anAnswerThatIsNoSuccessIsTriedAgainUnderTheSameId() {
        bench.announce();
        answer = 503;
        bench.sender(new WebhookTransport(bench.secrets)).sendDue();
        assertThat(bench.outbox.of(UPGRADE).get(0).lastError()).contains("The webhook secret:chat answered 503");

        answer = 204;
        bench.pass(Duration.ofMinutes(1));
        bench.sender(new WebhookTransport(bench.secrets)).sendDue();

        assertThat(ids).hasSize(2).containsOnly(ids.get(0));
        assertThat(bench.outbox.of(UPGRADE).get(0).sentAt()).isPresent();
    }

    @Test
    void aWebhookThatCannotBeReachedIsReportedWithoutItsAddress() {
        server.stop(0);
        bench.announce();

        bench.sender(new WebhookTransport(bench.secrets)).sendDue();

        assertThat(bench.outbox.of(UPGRADE).get(0).lastError())
                .hasValueSatisfying(error -> assertThat(error)
                        .contains("secret:chat cannot be reached")
                        .doesNotContain("t0ken"));
    }
}

package org.liftlock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.liftlock.descriptor.UpgradeDescription;

/** Asks a running server how long the parts of upgrades of a system took. Without an answer a plan still stands. */
final class MeasuredDurations {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI server;
    private final PrintWriter out;

    MeasuredDurations(URI server, PrintWriter out) {
        this.server = server;
        this.out = out;
    }

    Map<String, Duration> of(UpgradeDescription upgrade) {
        URI address = URI.create(server.toString().replaceAll("/+$", "") + "/api/systems/" + upgrade.system()
                + "/durations?environment=" + upgrade.request().environment());
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request(address), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return durations(new ObjectMapper().readTree(answer.body()));
            }
            unanswered("it answered with status " + answer.statusCode());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            unanswered("the question was interrupted");
        } catch (IOException | DateTimeParseException unreadable) {
            unanswered(String.valueOf(unreadable.getMessage()));
        }
        return Map.of();
    }

    private static HttpRequest request(URI address) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).header("Accept", "application/json");
        String user = System.getenv("LIFTLOCK_USER");
        if (user != null) {
            String pair = user + ":" + System.getenv().getOrDefault("LIFTLOCK_PASSWORD", "");
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return request.build();
    }

    /** {@code {"back_up": "PT3M", "apply": "PT2M10S"}}. */
    private static Map<String, Duration> durations(JsonNode answer) {
        Map<String, Duration> durations = new HashMap<>();
        answer.fields()
                .forEachRemaining(part -> durations.put(
                        part.getKey(), Duration.parse(part.getValue().asText())));
        return durations;
    }

    private void unanswered(String why) {
        out.println("No measured durations from " + server + ": " + why + ". The time bar shows what is described.");
    }
}

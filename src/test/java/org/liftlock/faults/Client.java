package org.liftlock.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/** Somebody who asks whichever node answers. */
final class Client {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Supplier<List<URI>> nodes;

    Client(Supplier<List<URI>> nodes) {
        this.nodes = nodes;
    }

    /** No node answered; what was asked may have been done, or not. */
    static final class NobodyAnswered extends RuntimeException {
        private static final long serialVersionUID = 1;

        NobodyAnswered(String what, Throwable cause) {
            super(what, cause);
        }
    }

    /** A node answered, and said no. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;

        Refused(String what, int status, String body) {
            super(what + ": " + status + " " + body);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    JsonNode get(String person, String path) {
        return send(person, "GET", path, "application/json", "");
    }

    JsonNode send(String person, String method, String path, String type, String body) {
        String what = method + " " + path;
        Throwable silence = null;
        for (URI node : nodes.get()) {
            HttpRequest request = HttpRequest.newBuilder(node.resolve(path))
                    .timeout(PATIENCE)
                    .header("Authorization", login(person))
                    .header("Accept", "application/json")
                    .header("Content-Type", type)
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() >= 300) {
                    throw new Refused(what, answer.statusCode(), answer.body());
                }
                return answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body());
            } catch (JsonProcessingException other) {
                throw new IllegalStateException(what + " was not answered in JSON", other);
            } catch (IOException silent) {
                silence = silent;
                if (!method.equals("GET")) {
                    break; // it may have been heard
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopping);
            }
        }
        throw new NobodyAnswered(what, silence);
    }

    private static String login(String person) {
        String pair = person + ":" + Cluster.PASSWORD;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}

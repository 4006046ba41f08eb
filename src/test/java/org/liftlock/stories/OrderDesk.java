package org.liftlock.stories;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;

/** The order service as its users see it, on its own port: what they would notice. */
final class OrderDesk {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    OrderDesk(URI address) {
        this.address = address;
    }

    /** What users have: every order with its lines, and the sums of the report. */
    record Books(JsonNode orders, JsonNode report) {}

    String version() {
        return get("version").path("version").asText();
    }

    /** Whether customers may order. */
    boolean open() {
        return get("version").path("ordering").asText().equals("open");
    }

    Books books() {
        return new Books(get("orders?limit=1000"), get("report"));
    }

    private JsonNode get(String path) {
        return Http.json(Http.send(
                client,
                HttpRequest.newBuilder(address.resolve(path))
                        .timeout(Http.PATIENCE)
                        .build()));
    }
}

package orders;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What goes back to the one who asked. */
record Answer(int status, String type, String body, Map<String, String> headers) {

    private static final String JSON = "application/json; charset=utf-8";

    static Answer json(int status, Object value) {
        return new Answer(status, JSON, Json.write(value) + "\n", Map.of());
    }

    static Answer created(String location, Object value) {
        return json(201, value).with("Location", location);
    }

    static Answer problem(int status, String sentence) {
        return json(status, Map.of("problem", sentence));
    }

    static Answer html(String page) {
        return new Answer(200, "text/html; charset=utf-8", page, Map.of());
    }

    static Answer seeOther(String location) {
        return new Answer(303, JSON, "", Map.of("Location", location));
    }

    Answer with(String header, String value) {
        return new Answer(status, type, body, Map.of(header, value));
    }

    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        headers.forEach(exchange.getResponseHeaders()::set);
        boolean bodyless = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bodyless ? -1 : bytes.length);
        if (!bodyless) {
            exchange.getResponseBody().write(bytes);
        }
    }
}

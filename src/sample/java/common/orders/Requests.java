package orders;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers requests. A request marked with the header X-Order-Check places an order that can be removed again. */
final class Requests implements HttpHandler {

    private static final int LONGEST_BODY = 16 * 1024;
    private static final int MOST_ORDERS = 1000;

    private final OrderBook book;
    private final Door door;
    private final Settings settings;

    Requests(OrderBook book, Door door, Settings settings) {
        this.book = book;
        this.door = door;
        this.settings = settings;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long started = System.nanoTime();
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        Answer answer = answer(exchange);
        try (exchange) {
            answer.send(exchange);
        }
        Log.info(asked + " " + answer.status() + " " + (System.nanoTime() - started) / 1_000_000 + " ms");
    }

    private Answer answer(HttpExchange exchange) {
        try {
            return route(exchange);
        } catch (IllegalArgumentException refused) {
            return Answer.problem(400, refused.getMessage());
        } catch (IOException | SQLException | RuntimeException failure) {
            Log.error(exchange.getRequestURI() + " failed: " + failure);
            return Answer.problem(500, "the order service failed; its log says why");
        }
    }

    private Answer route(HttpExchange exchange) throws IOException, SQLException {
        String path = exchange.getRequestURI().getPath();
        boolean one = path.matches("/orders/\\d{1,9}");
        return switch (exchange.getRequestMethod() + " " + (one ? "/orders/ID" : path)) {
            case "GET /", "HEAD /" -> Answer.html(new Page(settings, door.open()).show(book));
            case "GET /health" -> health();
            case "GET /version" -> Answer.json(200, version());
            case "GET /report" -> Answer.json(200, book.report());
            case "GET /orders" ->
                Answer.json(
                        200,
                        book.newest(limit(exchange)).stream().map(Order::asMap).toList());
            case "POST /orders" -> place(exchange);
            case "GET /orders/ID" ->
                book.find(id(path))
                        .map(order -> Answer.json(200, order.asMap()))
                        .orElseGet(() -> Answer.problem(404, "there is no order " + id(path)));
            case "DELETE /orders/ID" ->
                book.removeCheck(id(path))
                        ? Answer.json(200, Map.of("removed", id(path)))
                        : Answer.problem(409, "there is no order " + id(path) + " that was placed as a check");
            default -> Answer.problem(404, "there is nothing at " + path);
        };
    }

    private Answer health() {
        boolean up = true;
        try {
            book.count();
        } catch (SQLException failure) {
            Log.error("The database does not answer: " + failure.getMessage());
            up = false;
        }
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", up ? "UP" : "DOWN");
        health.put("version", Release.NUMBER);
        return Answer.json(up ? 200 : 503, health)
                .with("X-Process", Long.toString(ProcessHandle.current().pid()));
    }

    private Map<String, Object> version() {
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("version", Release.NUMBER);
        version.put("schema", Release.SCHEMA);
        version.put("environment", settings.environment());
        version.put("ordering", door.open() ? "open" : "closed");
        return version;
    }

    private Answer place(HttpExchange exchange) throws IOException, SQLException {
        boolean check = exchange.getRequestHeaders().containsKey("X-Order-Check");
        if (!check && !door.open()) {
            return Answer.problem(503, "ordering is closed while the order service is being changed; try again later");
        }
        boolean form = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))
                .startsWith("application/x-www-form-urlencoded");
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY);
        String text = new String(body, StandardCharsets.UTF_8);
        NewOrder order = NewOrder.from(form ? fields(text) : Json.readFlat(text));
        int id = book.place(order, check ? OrderBook.CHECK : "open");
        return form ? Answer.seeOther("/") : Answer.created("/orders/" + id, order.asMap(id));
    }

    private int limit(HttpExchange exchange) {
        Map<String, String> query =
                fields(String.valueOf(exchange.getRequestURI().getRawQuery()));
        String limit = query.getOrDefault("limit", Integer.toString(settings.ordersOnPage()));
        if (!limit.matches("\\d{1,4}") || Integer.parseInt(limit) > MOST_ORDERS) {
            throw new IllegalArgumentException("limit must be a number up to " + MOST_ORDERS);
        }
        return Integer.parseInt(limit);
    }

    private static int id(String path) {
        return Integer.parseInt(path.substring("/orders/".length()));
    }

    private static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}

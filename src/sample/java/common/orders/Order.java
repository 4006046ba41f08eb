package orders;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An order as every version shows it, however it is kept. */
record Order(int id, String customer, String city, LocalDateTime placedAt, String state, List<Line> lines) {

    record Line(String item, int quantity, int priceInCents) {}

    long totalInCents() {
        return lines.stream()
                .mapToLong(line -> (long) line.quantity() * line.priceInCents())
                .sum();
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("customer", customer);
        map.put("city", city);
        map.put("placedAt", placedAt.toString());
        map.put("state", state);
        map.put("lines", lines.stream().map(Order::lineAsMap).toList());
        map.put("totalInCents", totalInCents());
        return map;
    }

    private static Map<String, Object> lineAsMap(Line line) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("item", line.item());
        map.put("quantity", line.quantity());
        map.put("priceInCents", line.priceInCents());
        return map;
    }
}

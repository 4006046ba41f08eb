package orders;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a customer asks for. */
record NewOrder(String customer, String city, String item, int quantity) {

    private static final int LONGEST = 60;
    private static final int MOST = 1000;

    NewOrder {
        customer = required("customer", customer);
        city = required("city", city);
        item = required("item", item);
        if (quantity < 1 || quantity > MOST) {
            throw new IllegalArgumentException("quantity must be between 1 and " + MOST);
        }
    }

    static NewOrder from(Map<String, String> fields) {
        try {
            return new NewOrder(
                    fields.get("customer"),
                    fields.getOrDefault("city", "unknown"),
                    fields.get("item"),
                    Integer.parseInt(fields.getOrDefault("quantity", "1")));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("quantity must be a whole number", notANumber);
        }
    }

    Map<String, Object> asMap(int id) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("customer", customer);
        map.put("city", city);
        map.put("item", item);
        map.put("quantity", quantity);
        return map;
    }

    private static String required(String name, String value) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException(name + " must have 1 to " + LONGEST + " characters");
        }
        return text;
    }
}

package orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/** A believable year of orders for a new database; the same number gives the same orders. */
final class FirstOrders {

    private record Item(String name, int cents) {}

    private static final List<String> FIRST_NAMES = List.of(
            "Anna", "Bruno", "Chiara", "David", "Elif", "Fabio", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Luca");
    private static final List<String> LAST_NAMES =
            List.of("Ammann", "Bianchi", "Cruz", "Dubois", "Egger", "Frei", "Gruber", "Huber", "Imhof", "Jenni");
    private static final List<String> CITIES = List.of("Basel", "Bern", "Genf", "Lugano", "Luzern", "Zürich");
    private static final List<Item> ITEMS = List.of(
            new Item("Lock gate seal", 4850),
            new Item("Mooring rope, 20 m", 3990),
            new Item("Bilge pump", 12900),
            new Item("Fender", 2450),
            new Item("Boat hook", 3200),
            new Item("Navigation light", 5600),
            new Item("Life jacket", 8900),
            new Item("Winch handle", 4100));
    private static final int MINUTES_OF_A_YEAR_AND_A_BIT = 400 * 24 * 60;

    private FirstOrders() {}

    static void place(Connection connection, int count) throws SQLException {
        Random random = new Random(count);
        LocalDateTime now = LocalDateTime.now().truncatedTo(ChronoUnit.MINUTES);
        try (PreparedStatement order = connection.prepareStatement(
                        "insert into orders (customer_name, customer_city, placed_at, state) values (?, ?, ?, ?)");
                PreparedStatement line =
                        connection.prepareStatement("insert into order_lines values (?, ?, ?, ?, ?)")) {
            for (int id = 1; id <= count; id++) {
                int customer = random.nextInt(FIRST_NAMES.size() * LAST_NAMES.size());
                int minutesAgo = (int) ((long) (count - id + 1) * MINUTES_OF_A_YEAR_AND_A_BIT / count);
                order.setString(1, name(customer));
                order.setString(2, CITIES.get(customer % CITIES.size()));
                order.setTimestamp(3, Timestamp.valueOf(now.minusMinutes(minutesAgo)));
                order.setString(4, count - id < 12 ? "open" : "delivered");
                order.addBatch();
                lines(line, id, random);
            }
            order.executeBatch();
            line.executeBatch();
        }
    }

    private static String name(int customer) {
        return FIRST_NAMES.get(customer % FIRST_NAMES.size()) + " " + LAST_NAMES.get(customer / FIRST_NAMES.size());
    }

    private static void lines(PreparedStatement line, int order, Random random) throws SQLException {
        int lines = 1 + random.nextInt(3);
        for (int number = 1; number <= lines; number++) {
            Item item = ITEMS.get(random.nextInt(ITEMS.size()));
            line.setInt(1, order);
            line.setInt(2, number);
            line.setString(3, item.name());
            line.setInt(4, 1 + random.nextInt(5));
            line.setInt(5, item.cents());
            line.addBatch();
        }
    }
}

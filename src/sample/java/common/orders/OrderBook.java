package orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The orders. How a version keeps them is said by its {@code OrderTable}. */
final class OrderBook {

    /** State of an order placed to see whether ordering works; only such an order can be removed. */
    static final String CHECK = "check";

    private final Database database;

    OrderBook(Database database) {
        this.database = database;
    }

    int count() throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement query = connection.prepareStatement("select count(*) from orders");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /** One order at a time, so that two orders of a new customer do not make two customers of one. */
    synchronized int place(NewOrder order, String state) throws SQLException {
        return inTransaction(connection -> {
            int id = OrderTable.insert(connection, order, state);
            try (PreparedStatement line =
                    connection.prepareStatement("insert into order_lines values (?, 1, ?, ?, ?)")) {
                line.setInt(1, id);
                line.setString(2, order.item());
                line.setInt(3, order.quantity());
                line.setInt(4, 2500);
                line.executeUpdate();
            }
            Release.afterPlacing(connection);
            return id;
        });
    }

    /** @return whether there was such an order, placed as a check */
    synchronized boolean removeCheck(int id) throws SQLException {
        return inTransaction(connection -> OrderTable.removeCheck(connection, id));
    }

    Optional<Order> find(int id) throws SQLException {
        return read("select * from (" + OrderTable.ORDERS + ") o where o.id = ?", id).stream()
                .findFirst();
    }

    List<Order> newest(int limit) throws SQLException {
        return read("select * from (" + OrderTable.ORDERS + ") o order by o.id desc limit ?", limit);
    }

    Map<String, Object> report() throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement query = connection.prepareStatement("""
                        select (select count(*) from orders),
                               (%s),
                               count(*), coalesce(sum(quantity), 0), coalesce(sum(quantity * price_in_cents), 0)
                        from order_lines
                        """.formatted(OrderTable.COUNT_OF_CUSTOMERS));
                ResultSet row = query.executeQuery()) {
            row.next();
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("orders", row.getInt(1));
            report.put("customers", row.getInt(2));
            report.put("lines", row.getInt(3));
            report.put("pieces", row.getLong(4));
            report.put("turnoverInCents", row.getLong(5));
            return report;
        }
    }

    private List<Order> read(String orders, int argument) throws SQLException {
        String sql = """
                select o.id, o.customer, o.city, o.placed_at, o.state, l.item, l.quantity, l.price_in_cents
                from (%s) o left join order_lines l on l.order_id = o.id
                order by o.id desc, l.line_number
                """.formatted(orders);
        try (Connection connection = database.connection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, argument);
            try (ResultSet rows = query.executeQuery()) {
                return orders(rows);
            }
        }
    }

    /** Rows of one order stand together. */
    private static List<Order> orders(ResultSet rows) throws SQLException {
        Map<Integer, Order> orders = new LinkedHashMap<>();
        while (rows.next()) {
            int id = rows.getInt("id");
            if (!orders.containsKey(id)) {
                orders.put(
                        id,
                        new Order(
                                id,
                                rows.getString("customer"),
                                rows.getString("city"),
                                rows.getTimestamp("placed_at").toLocalDateTime(),
                                rows.getString("state"),
                                new ArrayList<>()));
            }
            if (rows.getString("item") != null) {
                orders.get(id)
                        .lines()
                        .add(new Order.Line(
                                rows.getString("item"), rows.getInt("quantity"), rows.getInt("price_in_cents")));
            }
        }
        return List.copyOf(orders.values());
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}

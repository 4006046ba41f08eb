package orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Orders as schema 1 keeps them: the customer's name and city stand in each order. */
final class OrderTable {

    static final String ORDERS = "select id, customer_name customer, customer_city city, placed_at, state from orders";
    static final String COUNT_OF_CUSTOMERS =
            "select count(*) from (select distinct customer_name, customer_city from orders) c";

    private OrderTable() {}

    static int insert(Connection connection, NewOrder order, String state) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into orders (customer_name, customer_city, placed_at, state)
                values (?, ?, localtimestamp, ?)
                """, Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, order.customer());
            insert.setString(2, order.city());
            insert.setString(3, state);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return keys.getInt(1);
            }
        }
    }

    static boolean removeCheck(Connection connection, int id) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from orders where id = ? and state = '" + OrderBook.CHECK + "'")) {
            delete.setInt(1, id);
            return delete.executeUpdate() == 1;
        }
    }
}

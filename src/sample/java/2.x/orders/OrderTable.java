package orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Orders since schema 2: customers have a table of their own. */
final class OrderTable {

    static final String ORDERS = """
            select o.id, c.name customer, c.city, o.placed_at, o.state
            from orders o join customers c on c.id = o.customer_id
            """;
    static final String COUNT_OF_CUSTOMERS = "select count(*) from customers";

    private OrderTable() {}

    static int insert(Connection connection, NewOrder order, String state) throws SQLException {
        addCustomer(connection, order);
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into orders (customer_id, placed_at, state)
                select id, localtimestamp, ? from customers where name = ? and city = ?
                """, Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, state);
            insert.setString(2, order.customer());
            insert.setString(3, order.city());
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return keys.getInt(1);
            }
        }
    }

    /** A customer who was added for the check goes with it. */
    static boolean removeCheck(Connection connection, int id) throws SQLException {
        try (PreparedStatement order = connection.prepareStatement(
                        "delete from orders where id = ? and state = '" + OrderBook.CHECK + "'");
                PreparedStatement customer = connection.prepareStatement(
                        "delete from customers where id not in (select customer_id from orders)")) {
            order.setInt(1, id);
            boolean removed = order.executeUpdate() == 1;
            customer.executeUpdate();
            return removed;
        }
    }

    private static void addCustomer(Connection connection, NewOrder order) throws SQLException {
        try (PreparedStatement merge = connection.prepareStatement("""
                merge into customers c using (select cast(? as varchar(100)) name, cast(? as varchar(60)) city) n
                on c.name = n.name and c.city = n.city
                when not matched then insert (name, city) values (n.name, n.city)
                """)) {
            merge.setString(1, order.customer());
            merge.setString(2, order.city());
            merge.executeUpdate();
        }
    }
}

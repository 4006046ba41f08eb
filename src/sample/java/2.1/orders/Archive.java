package orders;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Moves orders older than a year out of the way, each time an order is placed.
 *
 * <p>This is the fault the version is made for: what is deleted is not what was archived. With up to {@value #KEPT}
 * orders nothing is lost; with more, the oldest are kept and every newer one goes, the order just placed included.
 */
final class Archive {

    private static final int KEPT = 100;

    private Archive() {}

    static void tidy(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int archived = statement.executeUpdate("""
                    insert into archived_orders
                    select id, customer_id, placed_at, state from orders
                    where placed_at < localtimestamp - interval '1' year and id not in (select id from archived_orders)
                    """);
            statement.executeUpdate(
                    "delete from orders where id not in (select id from orders order by id limit " + KEPT + ")");
            Log.info("Archived " + archived + " orders older than a year");
        }
    }
}

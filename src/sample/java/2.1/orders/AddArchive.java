package orders;

import java.sql.SQLException;
import java.sql.Statement;

/** Schema 3: a place for orders older than a year. */
final class AddArchive implements Migration {

    @Override
    public int to() {
        return 3;
    }

    @Override
    public void run(Statement statement) throws SQLException {
        statement.execute("""
                create table archived_orders (
                    id integer primary key,
                    customer_id integer not null,
                    placed_at timestamp(3) not null,
                    state varchar(10) not null)
                """);
        Log.info("Added the archive of orders");
    }
}

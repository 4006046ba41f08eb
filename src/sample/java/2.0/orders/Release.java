package orders;

import java.sql.Connection;
import java.util.List;

/** Order service 2.0: customers have a table of their own. */
final class Release {

    static final String NUMBER = "2.0";
    static final int SCHEMA = 2;
    static final List<Migration> MIGRATIONS = List.of(new SplitOffCustomers());

    private Release() {}

    static void afterPlacing(Connection connection) {}
}

package orders;

import java.sql.Connection;
import java.util.List;

/** Order service 1.0. */
final class Release {

    static final String NUMBER = "1.0";
    static final int SCHEMA = 1;
    static final List<Migration> MIGRATIONS = List.of();

    private Release() {}

    static void afterPlacing(Connection connection) {}
}

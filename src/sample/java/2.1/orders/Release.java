package orders;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Order service 2.1: old orders go to an archive, so that the list stays quick. */
final class Release {

    static final String NUMBER = "2.1";
    static final int SCHEMA = 3;
    static final List<Migration> MIGRATIONS = List.of(new SplitOffCustomers(), new AddArchive());

    private Release() {}

    static void afterPlacing(Connection connection) throws SQLException {
        Archive.tidy(connection);
    }
}

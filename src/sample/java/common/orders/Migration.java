package orders;

import java.sql.SQLException;
import java.sql.Statement;

/** One step of the schema, to the version it names. */
interface Migration {

    int to();

    void run(Statement statement) throws SQLException;
}

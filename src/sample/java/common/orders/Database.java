package orders;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Where the orders are: in the embedded database under data/, or on a server that the settings name. */
interface Database extends AutoCloseable {

    static Database create(Path home, Settings settings) {
        return settings.server().<Database>map(server -> server).orElseGet(() -> EmbeddedDatabase.create(home));
    }

    static Database open(Path home, Settings settings) {
        return settings.server().<Database>map(server -> server).orElseGet(() -> EmbeddedDatabase.open(home));
    }

    Connection connection() throws SQLException;

    @Override
    void close();
}

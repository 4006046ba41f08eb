package orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcConnectionPool;

/** The embedded database under data/. A missing file is never replaced by an empty database. */
final class EmbeddedDatabase implements Database {

    private final JdbcConnectionPool pool;

    private EmbeddedDatabase(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    static EmbeddedDatabase create(Path home) {
        if (Files.exists(file(home))) {
            throw new Refusal("There is a database already: " + file(home) + "; nothing was created");
        }
        try {
            Files.createDirectories(file(home).getParent());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return connect(home, "");
    }

    static EmbeddedDatabase open(Path home) {
        if (!Files.exists(file(home))) {
            throw new Refusal("There is no database at " + file(home) + "; restore it before starting the service");
        }
        return connect(home, ";IFEXISTS=TRUE");
    }

    @Override
    public Connection connection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException failure) {
            Log.warn("The database was not closed properly: " + failure.getMessage());
        }
        pool.dispose();
    }

    private static Path file(Path home) {
        return home.resolve("data/orders.mv.db");
    }

    private static EmbeddedDatabase connect(Path home, String more) {
        String url = "jdbc:h2:file:" + home.resolve("data/orders") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE" + more;
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "orders", "");
        pool.setMaxConnections(8);
        return new EmbeddedDatabase(pool);
    }
}

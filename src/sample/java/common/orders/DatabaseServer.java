package orders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database on a server, such as PostgreSQL 15; its driver lies in lib/. Each piece of work has a connection of its own.
 *
 * @param password file with the password
 */
record DatabaseServer(String url, String user, Path password) implements Database {

    @Override
    public Connection connection() throws SQLException {
        return DriverManager.getConnection(url, user, passwordText());
    }

    @Override
    public void close() {
        // No connection outlives the work it was opened for.
    }

    private String passwordText() {
        try {
            return Files.readString(password).strip();
        } catch (IOException unreadable) {
            throw new Refusal("The password of the database cannot be read from " + password);
        }
    }
}

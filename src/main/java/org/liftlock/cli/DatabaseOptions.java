package org.liftlock.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Option;

/** Where the database is, for commands that read it and change nothing. */
final class DatabaseOptions {

    @Option(
            names = "--url",
            required = true,
            paramLabel = "JDBC-URL",
            description = "The database: jdbc:postgresql://host/liftlock, or jdbc:h2:file:/srv/liftlock/data/liftlock"
                    + " while Liftlock is stopped.")
    private String url;

    @Option(names = "--user", paramLabel = "NAME", description = "Default ${DEFAULT-VALUE}; reading rights are enough.")
    private String user = "liftlock";

    @Option(names = "--password-file", paramLabel = "FILE", description = "A file with the password alone.")
    private Optional<Path> passwordFile = Optional.empty();

    /** One state of the database, whatever is written to it meanwhile. */
    <T> T read(Function<JdbcClient, T> reader) throws SQLException {
        try (Connection connection = DriverManager.getConnection(readOnly(url), user, password())) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            T answer = reader.apply(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
            connection.rollback();
            return answer;
        }
    }

    /** The embedded database is neither created nor changed by a look at it. */
    private static String readOnly(String url) {
        return url.startsWith("jdbc:h2:file:") ? url + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r" : url;
    }

    private String password() {
        return passwordFile.map(DatabaseOptions::firstLine).orElse("");
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).replaceFirst("\r?\n\\z", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

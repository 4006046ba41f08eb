package org.liftlock.backup;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * How to reach a database, by the driver and by the tools of PostgreSQL alike.
 *
 * @param host a name, or the folder of a unix socket
 * @param parameters of the address: {@code sslmode} and {@code sslrootcert}; all others are passed over
 */
record PostgresLogin(
        String host,
        int port,
        String database,
        String user,
        Optional<String> password,
        Map<String, String> parameters) {

    static final int USUAL_PORT = 5432;
    private static final Map<String, String> FOR_TOOLS = Map.of("sslmode", "PGSSLMODE", "sslrootcert", "PGSSLROOTCERT");

    // So that a value reads the same whatever the defaults of server, database and role are; and a row that the role
    // may not see is an error, not a row less.
    private static final String SAME_EVERYWHERE = """
            set timezone to 'UTC'; set datestyle to 'ISO, YMD'; set intervalstyle to 'postgres';
            set extra_float_digits to 3; set bytea_output to 'hex'; set lc_monetary to 'C'; set search_path to '';
            set row_security to off; set statement_timeout to 0; set idle_in_transaction_session_timeout to 0
            """;

    static PostgresLogin of(Settings settings, Map<String, String> environment) {
        String url = settings.login("url")
                .orElseThrow(() -> settings.wrong(
                        "login", "{url: \"jdbc:postgresql://host/database\", user: .., password: secret:..}"));
        Properties parsed = url.startsWith("jdbc:postgresql:") ? org.postgresql.Driver.parseURL(url, null) : null;
        String user = settings.login("user").orElse(System.getProperty("user.name"));
        if (parsed == null || parsed.getProperty("PGHOST", "").contains(",")) {
            throw settings.wrong("url", "the address of one database: \"jdbc:postgresql://host:port/database\"");
        }
        Map<String, String> parameters = new HashMap<>();
        FOR_TOOLS.keySet().stream()
                .filter(name -> parsed.getProperty(name) != null)
                .forEach(name -> parameters.put(name, parsed.getProperty(name)));
        return new PostgresLogin(
                settings.optionalPath("socket").map(Path::toString).orElse(parsed.getProperty("PGHOST", "localhost")),
                Integer.parseInt(parsed.getProperty("PGPORT", String.valueOf(USUAL_PORT))),
                parsed.getProperty("PGDBNAME", user),
                user,
                Optional.ofNullable(environment.get(StoreProgram.PASSWORD)),
                parameters);
    }

    PostgresLogin to(String other) {
        return new PostgresLogin(host, port, other, user, password, parameters);
    }

    PostgresLogin as(String other) {
        return new PostgresLogin(host, port, database, other, password, parameters);
    }

    PostgresLogin at(String otherHost, int otherPort) {
        return new PostgresLogin(otherHost, otherPort, database, user, password, parameters);
    }

    /** For the tools: their arguments can be read by everybody on the machine. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PGHOST", host);
        environment.put("PGPORT", String.valueOf(port));
        environment.put("PGUSER", user);
        environment.put("PGDATABASE", database);
        environment.put("PGAPPNAME", "liftlock");
        environment.put("PGCONNECT_TIMEOUT", "15");
        password.ifPresent(value -> environment.put("PGPASSWORD", value));
        parameters.forEach((name, value) -> environment.put(FOR_TOOLS.get(name), value));
        return environment;
    }

    Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        password.ifPresent(value -> properties.setProperty("password", value));
        properties.setProperty("ApplicationName", "liftlock");
        properties.setProperty("loginTimeout", "15");
        parameters.forEach(properties::setProperty);
        String name = host;
        if (host.startsWith("/")) {
            name = "localhost";
            properties.setProperty("socketFactory", UnixSockets.class.getName());
            properties.setProperty("socketFactoryArg", host + "/.s.PGSQL." + port);
            properties.setProperty("sslmode", "disable");
            properties.setProperty("gssEncMode", "disable");
        }
        String url =
                "jdbc:postgresql://" + name + ":" + port + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
        Connection connection = new org.postgresql.Driver().connect(url, properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute(SAME_EVERYWHERE);
            return connection;
        } catch (SQLException unusable) {
            connection.close();
            throw unusable;
        }
    }

    /** For sentences. */
    String place() {
        return "database \"" + database + "\" at " + host + ":" + port;
    }
}

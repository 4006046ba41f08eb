package orders;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What stands in conf/order-service.properties.
 *
 * @param ordersOnPage newest orders shown on the page, and listed when no limit is asked for
 * @param server that keeps the orders; they lie in the home where none is named
 */
record Settings(int port, String environment, String greeting, int ordersOnPage, Optional<DatabaseServer> server) {

    static Settings read(Path home) throws IOException {
        Path file = home.resolve("conf/order-service.properties");
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
        }
        return new Settings(
                number(values, "port", file),
                text(values, "environment", file),
                text(values, "greeting", file),
                number(values, "orders-on-page", file),
                values.containsKey("database") ? Optional.of(server(values, home, file)) : Optional.empty());
    }

    private static DatabaseServer server(Properties values, Path home, Path file) {
        return new DatabaseServer(
                text(values, "database", file),
                text(values, "database-user", file),
                home.resolve(text(values, "database-password-file", file)));
    }

    String address() {
        return "http://localhost:" + port + "/";
    }

    private static String text(Properties values, String name, Path file) {
        String value = values.getProperty(name, "").strip();
        if (value.isEmpty()) {
            throw new Refusal(file + " does not say \"" + name + "\"; add a line " + name + "=...");
        }
        return value;
    }

    private static int number(Properties values, String name, Path file) {
        String value = text(values, name, file);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw new Refusal(file + " says " + name + "=" + value + "; it must be a whole number");
        }
    }
}

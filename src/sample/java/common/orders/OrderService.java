package orders;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Starts the service in a home folder, or creates its database: {@code OrderService HOME [--create ORDERS]}. */
public final class OrderService {

    private static final int REFUSED = 3;

    private OrderService() {}

    public static void main(String[] arguments) throws Exception {
        try {
            Path home = Path.of(arguments[0]).toAbsolutePath().normalize();
            if (arguments.length == 3 && arguments[1].equals("--create")) {
                create(home, Integer.parseInt(arguments[2]));
            } else {
                serve(home);
            }
        } catch (Refusal refusal) {
            Log.error(refusal.getMessage());
            System.exit(REFUSED);
        }
    }

    private static void create(Path home, int orders) throws IOException, SQLException {
        try (Database database = Database.create(home, Settings.read(home));
                Connection connection = database.connection()) {
            Schema.create(connection, orders);
            Log.info("Created the database with " + orders + " orders");
        }
    }

    /** The port is bound first: a version that could not be reached must not have migrated the data. */
    private static void serve(Path home) throws IOException, SQLException {
        Settings settings = Settings.read(home);
        Log.info("Order service " + Release.NUMBER + " starts in " + home + ", process "
                + ProcessHandle.current().pid());
        WebServer server = WebServer.bind(settings);
        Database database = Database.open(home, settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, database), "stop"));
        try (Connection connection = database.connection()) {
            Schema.bringTo(Release.SCHEMA, connection, Release.MIGRATIONS);
        }
        server.serve(new OrderBook(database), new Door(home));
        Log.info("Order service " + Release.NUMBER + " is ready on " + settings.address());
    }

    private static void stop(WebServer server, Database database) {
        server.close();
        database.close();
        Log.info("Order service " + Release.NUMBER + " stopped, database closed");
    }
}

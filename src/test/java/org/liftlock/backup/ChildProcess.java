package org.liftlock.backup;

import java.sql.Connection;
import java.sql.DriverManager;
import picocli.CommandLine;

/** Programs of the tests that have to be processes of their own: to hold a lock, or to be killed. */
final class ChildProcess {

    private ChildProcess() {}

    /** Has a database open until it is killed. */
    static final class HoldDatabase {
        public static void main(String[] arguments) throws Exception {
            try (Connection open =
                    DriverManager.getConnection("jdbc:h2:file:" + arguments[0], "orders", OrderService.PASSWORD)) {
                System.out.println("open");
                System.in.read();
            }
        }
    }

    /** The store command, as the application's main method would run it. */
    static final class Store {
        public static void main(String[] arguments) {
            System.exit(new CommandLine(new StoreCommand()).execute(arguments));
        }
    }
}

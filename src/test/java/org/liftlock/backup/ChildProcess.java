package org.liftlock.backup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Programs of the tests that have to be processes of their own: to hold a lock, or to be killed. */
final class ChildProcess {

    private ChildProcess() {}

    static Process start(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(new File("/dev/null")))
                .start();
    }

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

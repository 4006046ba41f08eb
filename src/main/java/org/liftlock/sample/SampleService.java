package org.liftlock.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One order service on this machine: its home folder, and whether it runs. Everything done to the process goes through
 * the scripts in the home, as a person would do it.
 */
final class SampleService {

    static final List<String> VERSIONS = List.of("1.0", "2.0", "2.1");

    private static final Logger LOG = LoggerFactory.getLogger(SampleService.class);
    private static final List<String> SCRIPTS =
            List.of("create", "door", "release", "running", "start", "stop", "try-order", "wait-for-lock");
    private static final Pattern PORT = Pattern.compile("(?m)^port=(\\d+)$");

    private final String environment;
    private final String greeting;
    private final Path home;
    private final Scripts scripts;
    private final int orders;
    private final boolean nightlyReport;

    /**
     * @param orders how many orders it has to begin with
     * @param nightlyReport whether a report holds the lock on the schema, so that the careful method waits for ever
     */
    SampleService(String environment, String greeting, Path home, int orders, boolean nightlyReport) {
        this.environment = environment;
        this.greeting = greeting;
        this.home = home;
        this.scripts = new Scripts(home.resolve("bin"));
        this.orders = orders;
        this.nightlyReport = nightlyReport;
    }

    String environment() {
        return environment;
    }

    Path home() {
        return home;
    }

    int port() {
        try {
            Matcher port = PORT.matcher(Files.readString(configuration()));
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
        } catch (IOException unreadable) {
            throw new SampleException("The sample's " + configuration() + " cannot be read", unreadable);
        }
        throw new SampleException("The sample's " + configuration() + " has no line port=NUMBER");
    }

    URI address() {
        return URI.create("http://localhost:" + port() + "/");
    }

    /** Puts the home in place; what is there already (data, configuration, current version) is left as it is. */
    void provision(int wantedPort, Path artifacts) throws IOException {
        boolean fresh = !Files.exists(provisioned());
        if (fresh) {
            SampleFiles.delete(home);
        }
        tools();
        if (fresh) {
            configure(freePort(wantedPort));
            if (nightlyReport) {
                SampleFiles.put("nightly-report\n", home.resolve("run/schema-lock/holder"));
            }
            Files.createDirectories(home.resolve("releases"));
            Files.createDirectories(home.resolve("run"));
            scripts.run(
                    "release",
                    "use",
                    "1.0",
                    artifacts.resolve("order-service-1.0.jar").toString());
            scripts.run("create", Integer.toString(orders));
            Files.createFile(wanted());
            Files.createFile(provisioned());
        } else if (!running() && freePort(port()) != port()) {
            moveTo(freePort(0));
        }
    }

    /**
     * Starts the service if it was running when the application or the machine went down. One that somebody stopped,
     * perhaps for an upgrade that is still under way, stays stopped.
     */
    void startIfWanted() {
        if (running()) {
            LOG.info("Sample: the order service ({}) still runs, {}", environment, address());
        } else if (Files.exists(wanted()) || Files.exists(home.resolve("run/pid"))) {
            scripts.run("start");
            LOG.info("Sample: the order service ({}) runs, {}", environment, address());
        } else {
            LOG.warn(
                    "Sample: the order service ({}) was stopped by somebody and stays so; {} starts it",
                    environment,
                    home.resolve("bin/start"));
        }
        forget(wanted());
    }

    /** Stops the service, to be started again next time. */
    void pause() {
        if (running()) {
            scripts.run("stop");
            try {
                SampleFiles.put("", wanted());
            } catch (IOException unwritable) {
                throw new SampleException("The sample's " + wanted() + " cannot be written", unwritable);
            }
        }
    }

    /** Stops the service, if there is one, and removes all of it. */
    void remove() throws IOException {
        if (Files.exists(home.resolve("bin/stop"))) {
            scripts.run("stop");
        }
        SampleFiles.delete(home);
    }

    boolean running() {
        return Files.exists(home.resolve("bin/running")) && scripts.exitCode("running") == 0;
    }

    private void tools() throws IOException {
        for (String script : SCRIPTS) {
            SampleFiles.put(
                    SampleFiles.read("bin/" + script), home.resolve("bin").resolve(script), true);
        }
        for (String library : List.of("h2.jar", "order-tools.jar")) {
            SampleFiles.put(
                    SampleFiles.read("jars/" + library), home.resolve("lib").resolve(library), false);
        }
        Path java = home.resolve("bin/java");
        Path ours = Path.of(System.getProperty("java.home"), "bin", "java");
        if (!Files.isSymbolicLink(java) || !Files.readSymbolicLink(java).equals(ours)) {
            Files.deleteIfExists(java);
            Files.createSymbolicLink(java, ours);
        }
    }

    private void configure(int port) throws IOException {
        SampleFiles.put(
                SampleFiles.text("conf/order-service.properties")
                        .replace("@port@", Integer.toString(port))
                        .replace("@environment@", environment)
                        .replace("@greeting@", greeting),
                configuration());
    }

    private void moveTo(int port) throws IOException {
        LOG.warn("Sample: port {} of the order service ({}) is taken; it moves to {}", port(), environment, port);
        SampleFiles.put(PORT.matcher(Files.readString(configuration())).replaceAll("port=" + port), configuration());
    }

    private static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            if (wanted == 0) {
                throw taken;
            }
            return freePort(0);
        }
    }

    private Path configuration() {
        return home.resolve("conf/order-service.properties");
    }

    /** Says that a stopped service is to be started with the application. */
    private Path wanted() {
        return home.resolve("run/start-with-sample");
    }

    private Path provisioned() {
        return home.resolve("provisioned");
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException kept) {
            throw new SampleException("The sample's " + file + " cannot be removed", kept);
        }
    }
}

package org.liftlock.stories;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.liftlock.process.TestJvm;

/** Liftlock as whoever installs it starts it: a process with its own ports and data, that can be killed. */
final class RunningLiftlock implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path JAR = Path.of("target", "liftlock.jar").toAbsolutePath();

    private final Path directory;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final int port = freePort();
    private final int stagingPort = freePort();
    private final int productionPort = freePort();
    private Process process;

    private RunningLiftlock(Path directory, List<String> arguments, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
        this.arguments = new ArrayList<>(arguments);
        this.arguments.addAll(List.of(
                "--server.port=" + port,
                "--liftlock.data=" + data(),
                "--liftlock.sample.staging-port=" + stagingPort,
                "--liftlock.sample.production-port=" + productionPort));
    }

    static RunningLiftlock withSample(Path directory, String... more) {
        return withSample(directory, Map.of(), more);
    }

    static RunningLiftlock withSample(Path directory, Map<String, String> environment, String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--spring.profiles.active=sample");
        return new RunningLiftlock(directory, arguments, environment).start();
    }

    static RunningLiftlock withoutSample(Path directory) {
        return new RunningLiftlock(
                        directory, List.of("--liftlock.launcher.home=" + directory.resolve("launcher")), Map.of())
                .start();
    }

    /** Starts it on the data it had before, and waits until it says that it is ready. */
    RunningLiftlock start() {
        try {
            Files.deleteIfExists(logFile());
            List<String> command = command();
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(logFile().toFile());
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        await("Liftlock says that it is ready, in " + logFile())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .failFast("Liftlock ended; its last words:\n" + log(), () -> !process.isAlive())
                .until(() -> log().contains("Liftlock is ready at "));
        return this;
    }

    /** As a power cut would: no chance to put anything in order. */
    void killHard() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    /** Ends it in order, and afterwards whatever of the sample may still run. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            killHard();
        }
        for (String environment : List.of("staging", "production")) {
            Path stop = home(environment).resolve("bin/stop");
            if (Files.exists(stop)) {
                new ProcessBuilder(stop.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            }
        }
    }

    URI address() {
        return URI.create("http://localhost:" + port + "/");
    }

    OrderDesk staging() {
        return new OrderDesk(URI.create("http://localhost:" + stagingPort + "/"));
    }

    OrderDesk production() {
        return new OrderDesk(URI.create("http://localhost:" + productionPort + "/"));
    }

    /** The folder of an order service, with its scripts, data and log. */
    Path home(String environment) {
        return data().resolve("sample").resolve(environment);
    }

    /** A request as the sample offers it to newcomers. */
    String story(String name) {
        return read(data().resolve("sample/descriptors").resolve(name + ".yaml"));
    }

    /** What lies in the outbox of a site without a mail server. */
    List<String> mails(Upgrade upgrade) {
        try (Stream<Path> all = Files.list(data().resolve("mail"))) {
            return all.filter(mail -> mail.getFileName().toString().startsWith(upgrade.key() + "."))
                    .map(RunningLiftlock::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Path data() {
        return directory.resolve("data");
    }

    String log() {
        return Files.exists(logFile()) ? read(logFile()) : "";
    }

    private Path logFile() {
        return directory.resolve("liftlock.log");
    }

    /** The package, or the classes where an IDE has not packed them. */
    private static List<String> command() {
        List<String> command = TestJvm.java();
        command.add("-Xmx512m");
        command.addAll(
                Files.exists(JAR)
                        ? List.of("-jar", JAR.toString())
                        : List.of("-cp", System.getProperty("java.class.path"), "org.liftlock.Liftlock"));
        return command;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

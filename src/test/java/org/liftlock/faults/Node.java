package org.liftlock.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One node: a process of the product, with the suite's classes beside it. */
final class Node {

    private static final String READY = "Liftlock is ready at ";

    private final String name;
    private final Path directory;
    private final int port = freePort();
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private Process process;
    private int starts;

    Node(String name, Path directory) {
        this.name = name;
        this.directory = directory;
    }

    String name() {
        return name;
    }

    Node with(String setting, Object value) {
        settings.put(setting, String.valueOf(value));
        return this;
    }

    Node inEnvironment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    synchronized void start() {
        try {
            // Beside the product only what the suite puts into a node, no other class of the tests.
            List<String> command = UnpackedLiftlock.command(NodeClasses.in(directory));
            command.addAll(List.of("--server.port=" + port, "--liftlock.node.name=" + name));
            settings.forEach((setting, value) -> command.add("--" + setting + "=" + value));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(Files.createDirectories(directory).toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log(++starts).toFile());
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    boolean isReady() {
        try {
            return isAlive() && Files.readString(log(starts)).contains(READY);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    URI address() {
        return URI.create("http://localhost:" + port + "/");
    }

    /** As a power cut would. */
    void kill() {
        signal("KILL");
    }

    /** Stands still, as a virtual machine that is moved, or a long collection of garbage. */
    void stall() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    /** In order. */
    void end() {
        process.destroy();
    }

    void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log(starts));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private Path log(int start) {
        return directory.resolve(name + "-" + start + ".log");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}

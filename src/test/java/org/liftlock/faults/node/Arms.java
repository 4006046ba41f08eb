package org.liftlock.faults.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Orders of the suite to its nodes: a file named like the moment, which holds the topic it is meant for or nothing. A
 * node takes an order by moving the file, so one node takes each; an order whose name ends in ".always" stays.
 */
@Component
@ConditionalOnProperty("liftlock.faults.directory")
class Arms {

    private final Path directory;
    private final String node;

    Arms(@Value("${liftlock.faults.directory}") Path directory, @Value("${liftlock.node.name}") String node) {
        this.directory = directory;
        this.node = node;
    }

    /** Dies on the spot when this is the moment, as if the power had gone. */
    void dieAt(String moment, String topic) {
        if (takes(moment, topic) || isOrdered(moment + ".always", topic)) {
            die();
        }
    }

    /** Stands still on the spot, until the suite lets it go on. */
    void stallAt(String moment, String topic) {
        if (takes("STALL_" + moment, topic)) {
            signalMyself("STOP");
        }
    }

    /** Whether this node is to do it, once. */
    boolean takes(String order, String topic) {
        if (!isOrdered(order, topic)) {
            return false;
        }
        try {
            String fired = order + "." + node + "." + uptime();
            Files.move(
                    directory.resolve(order),
                    directory.resolve("fired").resolve(fired),
                    StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Whether it stands, for every node, until the suite takes it away. */
    boolean isOrdered(String order, String topic) {
        return read(directory.resolve(order))
                .filter(meant -> meant.isEmpty() || meant.equals(topic))
                .isPresent();
    }

    private static void die() {
        signalMyself("KILL");
        Runtime.getRuntime().halt(137); // not reached
    }

    private static void signalMyself(String signal) {
        try {
            long me = ProcessHandle.current().pid();
            new ProcessBuilder("kill", "-" + signal, Long.toString(me)).start().waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Seconds since the machine started: the clock no fault of the suite moves. */
    private static String uptime() throws IOException {
        return Files.readString(Path.of("/proc/uptime")).split(" ")[0];
    }

    private static Optional<String> read(Path order) {
        try {
            return Files.exists(order) ? Optional.of(Files.readString(order).strip()) : Optional.empty();
        } catch (NoSuchFileException takenMeanwhile) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package org.liftlock.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program run to its end on this machine, within a time limit, with bounded memory for what it prints. */
final class Program {

    /** Our own environment holds passwords; a program gets only what it needs to find its way. */
    private static final Set<String> PASSED_ON = Set.of(
            "PATH", "HOME", "USER", "LOGNAME", "SHELL", "TZ", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "JAVA_HOME");

    static final Executor PUMPS = pump -> {
        Thread thread = new Thread(pump, "program-pipe");
        thread.setDaemon(true);
        thread.start();
    };

    private final ProcessBuilder builder;

    Program(List<String> arguments, Path directory, Map<String, String> environment) {
        builder = new ProcessBuilder(arguments).directory(directory.toFile());
        builder.environment().keySet().retainAll(PASSED_ON);
        builder.environment().putAll(environment);
    }

    /** @throws IOException when it could not be started at all */
    Ended run(byte[] stdin, Duration within) throws IOException, InterruptedException {
        Process process = builder.start();
        CompletableFuture.runAsync(() -> feed(process.getOutputStream(), stdin), PUMPS);
        Captured output = new Captured();
        Captured errors = new Captured();
        CompletableFuture<Void> read = CompletableFuture.allOf(
                CompletableFuture.runAsync(() -> drain(process.getInputStream(), output), PUMPS),
                CompletableFuture.runAsync(() -> drain(process.getErrorStream(), errors), PUMPS));
        boolean ended;
        try {
            ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            // By its handle: Process.destroy closes the pipes, and what was printed last would be lost.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.toHandle().destroyForcibly();
        }
        awaitBriefly(read);
        return new Ended(ended ? process.exitValue() : Ended.TIME_UP, output.printed(), errors.printed());
    }

    /** A process it left behind may hold its output open; what was printed until now is what counts. */
    private static void awaitBriefly(CompletableFuture<Void> read) throws InterruptedException {
        try {
            read.get(2, TimeUnit.SECONDS);
        } catch (TimeoutException stillOpen) {
            // taken as it is
        } catch (ExecutionException broken) {
            throw new IllegalStateException("Reading a program's output failed", broken.getCause());
        }
    }

    private static void feed(OutputStream to, byte[] stdin) {
        try (to) {
            to.write(stdin);
        } catch (IOException notRead) {
            // The program ended without reading everything; its exit code tells the rest.
        }
    }

    private static void drain(InputStream from, Captured into) {
        byte[] buffer = new byte[8192];
        try (from) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                into.add(buffer, 0, count);
            }
        } catch (IOException closed) {
            // The process was ended while we read.
        }
    }
}

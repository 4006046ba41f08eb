package org.liftlock.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the scripts of an order service and waits for them. */
final class Scripts {

    private static final int TIME_WAS_UP = 124;

    private record Ended(int exitCode, String output) {}

    private final Path folder;

    Scripts(Path folder) {
        this.folder = folder;
    }

    void run(String script, String... arguments) {
        Ended ended = execute(script, arguments);
        if (ended.exitCode() != 0) {
            throw new SampleException("The sample's " + folder.resolve(script) + " failed with exit code "
                    + ended.exitCode() + ":\n" + ended.output());
        }
    }

    int exitCode(String script) {
        return execute(script).exitCode();
    }

    /** Output goes through a file: a pipe would stay open in the service that a script leaves behind. */
    private Ended execute(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(folder.resolve(script).toString()));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("liftlock-sample", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(2, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    return new Ended(TIME_WAS_UP, "not done within two minutes");
                }
                return new Ended(process.exitValue(), Files.readString(output));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException unusable) {
            throw new SampleException("The sample's " + command.get(0) + " cannot be run", unusable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SampleException("Interrupted while " + command.get(0) + " ran", interrupted);
        }
    }
}

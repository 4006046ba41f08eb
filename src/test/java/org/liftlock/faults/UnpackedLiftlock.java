package org.liftlock.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.liftlock.naming.Digest;
import org.liftlock.process.TestJvm;
import org.springframework.util.FileSystemUtils;

/**
 * The product as a node starts it, again and again: a start takes half of the processor's time when the package has been
 * unpacked and the JVM finds its classes in an archive. Both is done once for each package, by the first test process.
 */
final class UnpackedLiftlock {

    private static final Path PACKAGE = Path.of("target", "liftlock.jar").toAbsolutePath();
    private static final Path UNPACKED = PACKAGE.resolveSibling("unpacked");
    private static final Path PROGRAM = UNPACKED.resolve(PACKAGE.getFileName());
    private static final Path CLASSES = UNPACKED.resolve("classes.jsa");
    private static final Path DIGEST = UNPACKED.resolve("digest");
    private static final long MINUTES_TO_UNPACK = 5;

    private static boolean ready;

    private UnpackedLiftlock() {}

    /**
     * @param beside folder in which the product finds more of its classes
     * @return the command; what follows it are arguments of the product
     */
    static List<String> command(Path beside) {
        List<String> command = TestJvm.java();
        // The archive is of use as long as the path begins as it did when the archive was made.
        command.addAll(List.of(
                "-Xmx400m",
                "-XX:SharedArchiveFile=" + CLASSES,
                "-cp",
                unpacked() + File.pathSeparator + beside,
                "org.liftlock.Liftlock"));
        return command;
    }

    private static synchronized Path unpacked() {
        if (ready) {
            return PROGRAM;
        }
        try (FileChannel channel = FileChannel.open(
                        PACKAGE.resolveSibling("unpacked.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = channel.lock()) {
            // Every package has the same time, so that it can be built again byte for byte.
            String packed = Digest.of(Files.readAllBytes(PACKAGE)).hex();
            if (!Files.exists(DIGEST) || !Files.readString(DIGEST).equals(packed)) {
                FileSystemUtils.deleteRecursively(UNPACKED);
                run(List.of(
                        "-Djarmode=tools",
                        "-jar",
                        PACKAGE.toString(),
                        "extract",
                        "--destination",
                        UNPACKED.toString()));
                Path data = Files.createTempDirectory("unpacked");
                run(List.of(
                        "-XX:ArchiveClassesAtExit=" + CLASSES,
                        "-Dspring.context.exit=onRefresh",
                        "-jar",
                        PROGRAM.toString(),
                        "--server.port=0",
                        "--liftlock.data=" + data));
                FileSystemUtils.deleteRecursively(data);
                Files.writeString(DIGEST, packed);
            }
            ready = true;
            return PROGRAM;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void run(List<String> arguments) throws IOException {
        List<String> command = TestJvm.java();
        command.addAll(arguments);
        Path log = PACKAGE.resolveSibling("unpacked.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(MINUTES_TO_UNPACK, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(PACKAGE + " could not be made ready: " + Files.readString(log));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException(stopping);
        }
    }
}

package org.liftlock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Folders in memory, where there is room in it: for what makes sure all the time that it is on the disk. What a test
 * writes need not outlive it.
 */
public final class InMemory implements TempDirFactory {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH = 4L * 1024 * 1024 * 1024;

    public static Path folder(String prefix) throws IOException {
        return isUsable() ? Files.createTempDirectory(MEMORY, prefix) : Files.createTempDirectory(prefix);
    }

    /** Programs that a test writes are run there, which not every machine allows. */
    private static boolean isUsable() throws IOException {
        return Files.isWritable(MEMORY)
                && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH
                && Files.readAllLines(Path.of("/proc/mounts")).stream()
                        .map(mount -> mount.split(" "))
                        .noneMatch(mount -> mount[1].equals(MEMORY.toString()) && mount[3].contains("noexec"));
    }

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        return folder("liftlock-");
    }
}

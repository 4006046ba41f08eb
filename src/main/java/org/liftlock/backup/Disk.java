package org.liftlock.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** Files that only their owner may read, and that are on the disk when a method returns. */
final class Disk {

    private static final FileAttribute<?> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private Disk() {}

    static Path folder(Path folder) throws IOException {
        return Files.createDirectories(folder, OWNER_FOLDER);
    }

    /** A folder of a new name in the given one. */
    static Path scratch(Path parent) throws IOException {
        return Files.createTempDirectory(folder(parent), "trial-", OWNER_FOLDER);
    }

    static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE);
    }

    static void write(Path file, String text) throws IOException {
        try (FileChannel channel = create(file)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /**
     * Refuses what would fill the disk: seen before it is begun, not at three in the morning.
     *
     * @param what needs the room, at the beginning of a sentence
     * @param otherwise what to do but to free some space
     */
    static void requireRoom(String what, Path folder, long needed, String otherwise) throws IOException {
        Path existing = Stream.iterate(folder, path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElseThrow();
        long free = Files.getFileStore(existing).getUsableSpace();
        if (free < needed) {
            throw new StoreException(what + " needs " + megabytes(needed) + " at " + folder + ", which has "
                    + megabytes(free) + " free. Free some space there, or " + otherwise + ".");
        }
    }

    private static String megabytes(long bytes) {
        return (bytes + 1024 * 1024 - 1) / (1024 * 1024) + " MB";
    }

    static void closeToOthers(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.filter(each -> !Files.isSymbolicLink(each)).toList()) {
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
            }
        }
    }

    /** Makes a file's content, or the names in a folder, durable: a file can be lost with its folder's entry. */
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void forceAll(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.filter(each -> !Files.isSymbolicLink(each)).toList()) {
                force(path);
            }
        }
    }
}

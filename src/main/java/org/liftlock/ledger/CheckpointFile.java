package org.liftlock.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Checkpoints in a file outside the database, one line each, only ever appended and forced to the disk. A line that was
 * cut off by a full disk or a crash stays, and is written again in full after it.
 */
final class CheckpointFile {

    /** Longer than two lines. */
    private static final int TAIL = 4096;

    private final Path file;

    CheckpointFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** The last whole line; one that was cut off does not end as lines of checkpoints do. */
    Optional<String> last() {
        return tail().lines().filter(line -> line.endsWith("}")).reduce((earlier, later) -> later);
    }

    void append(List<Checkpoint> checkpoints) {
        StringBuilder lines = new StringBuilder();
        String tail = tail();
        if (!tail.isEmpty() && !tail.endsWith("\n")) {
            lines.append('\n');
        }
        checkpoints.forEach(checkpoint -> lines.append(checkpoint.line()).append('\n'));
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Checkpoints cannot be written to " + file, failed);
        }
    }

    private String tail() {
        if (!Files.exists(file)) {
            return "";
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long from = Math.max(0, channel.size() - TAIL);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
            channel.position(from);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until the end.
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("The file of checkpoints " + file + " cannot be read", failed);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

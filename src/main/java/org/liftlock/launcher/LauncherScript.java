package org.liftlock.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.liftlock.naming.Digest;

/** The launcher's script, named by its content: a newer one never overwrites one that is running. */
final class LauncherScript {

    private static final String RESOURCE = "/launcher/liftlock-launcher";

    private final byte[] content;
    private final String name;

    LauncherScript() {
        this(load());
    }

    LauncherScript(byte[] content) {
        this.content = content.clone();
        this.name = "liftlock-launcher-" + Digest.of(content).brief();
    }

    /** Puts the script below a folder of this machine unless it is there, whole, and tells where. */
    Path putInto(Path home) throws IOException {
        Path script = home.resolve("bin").resolve(name);
        if (!Files.exists(script) || !Arrays.equals(Files.readAllBytes(script), content)) {
            Files.createDirectories(script.getParent());
            Path draft = Files.createTempFile(script.getParent(), name, ".new");
            try (FileChannel file = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    file.write(rest);
                }
                // Before the name is there, so that a power cut leaves no empty script under it.
                file.force(true);
            }
            Files.move(draft, script, StandardCopyOption.ATOMIC_MOVE);
        }
        return script;
    }

    private static byte[] load() {
        try (InputStream script = LauncherScript.class.getResourceAsStream(RESOURCE)) {
            if (script == null) {
                throw new IllegalStateException("This build of Liftlock lacks its launcher " + RESOURCE);
            }
            return script.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package org.liftlock.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.liftlock.naming.Digest;

/** The launcher's script, named by its content: a newer one never overwrites one that is running. */
final class LauncherScript {

    private static final String RESOURCE = "/launcher/liftlock-launcher";

    private final byte[] content = load();
    private final String name = "liftlock-launcher-" + Digest.of(content).brief();

    /** Puts the script below a folder of this machine unless it is there, and tells where. */
    Path putInto(Path home) throws IOException {
        Path script = home.resolve("bin").resolve(name);
        if (!Files.exists(script)) {
            Files.createDirectories(script.getParent());
            Path draft = Files.createTempFile(script.getParent(), name, ".new");
            Files.write(draft, content);
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

package org.liftlock.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.liftlock.naming.Digest;

/**
 * The launcher's script, named by its content: a newer one never overwrites one that is running.
 *
 * @param path below the launcher's home
 */
record LauncherScript(String path, byte[] content) {

    private static final String RESOURCE = "/launcher/liftlock-launcher";

    LauncherScript() {
        this(load());
    }

    LauncherScript(byte[] content) {
        this("bin/liftlock-launcher-" + Digest.of(content).brief(), content);
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

package org.liftlock.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.liftlock.naming.Digest;

/** Writes text, and computes the digest of those parts that are to be vouched for. */
final class Measured {

    private final OutputStream out;
    private final MessageDigest digest = Digest.sha256();

    Measured(OutputStream out) {
        this.out = out;
    }

    /** Text that counts. */
    void write(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        frame(text);
    }

    /** Counted as if it had been written. */
    void count(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Text around it. */
    void frame(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("The export was broken off by its receiver", broken);
        }
    }

    /** Of what was written until now; afterwards counting begins anew. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }
}

package org.liftlock.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.liftlock.naming.Digest;

/** An answer that leaves at once, while its digest is computed. */
final class DigestedResponse extends HttpServletResponseWrapper {

    private Counted out;

    DigestedResponse(HttpServletResponse response) {
        super(response);
    }

    /** Of all that has left; empty when that was written otherwise than as bytes, or was nothing. */
    Optional<Digest> digest() {
        return Optional.ofNullable(out)
                .filter(bytes -> bytes.any)
                .map(bytes -> new Digest(HexFormat.of().formatHex(bytes.digest.digest())));
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (out == null) {
            out = new Counted(super.getOutputStream());
        }
        return out;
    }

    private static final class Counted extends ServletOutputStream {

        private final ServletOutputStream to;
        private final MessageDigest digest = Digest.sha256();
        private boolean any;

        Counted(ServletOutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int one) throws IOException {
            to.write(one);
            digest.update((byte) one);
            any = true;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            to.write(bytes, from, length);
            digest.update(bytes, from, length);
            any |= length > 0;
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }

        @Override
        public void close() throws IOException {
            to.close();
        }

        @Override
        public boolean isReady() {
            return to.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            to.setWriteListener(listener);
        }
    }
}

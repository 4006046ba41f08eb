package org.liftlock.live;

import java.util.Arrays;
import java.util.Optional;

/** The output of one run of a step, as far as there is any: bytes of UTF-8, masked. */
public final class StepLog {

    private final LogText text;
    private final Optional<String> version;
    private final boolean finished;

    StepLog(LogText text, Optional<String> version, boolean finished) {
        this.text = text;
        this.version = version;
        this.finished = finished;
    }

    /** @param first position of the first byte; behind the one asked for when bytes were left out there */
    public record Part(long first, byte[] bytes) {

        public long last() {
            return first + bytes.length - 1;
        }
    }

    /** Names exactly what {@link #whole()} gives now. */
    public String version() {
        synchronized (text) {
            return version.orElseGet(() -> text.length() + "-" + text.leftOut());
        }
    }

    /** Nothing will be added. */
    public boolean finished() {
        return finished;
    }

    /** Position behind the last byte; bytes that were left out in the middle count. */
    public long length() {
        return text.length();
    }

    /** What is missing between the beginning and the end of a very long output; a line in {@link #whole()} says so. */
    public long leftOut() {
        return text.leftOut();
    }

    /** What there is, and its version. */
    public record Whole(byte[] bytes, String version) {}

    public Whole whole() {
        synchronized (text) {
            return new Whole(text.whole(), version());
        }
    }

    /** Bytes from one position up to, and with, another, as far as nothing was left out between them. */
    public Part part(long from, long to) {
        LogText.Slice slice = text.slice(from, to - from + 1);
        int within = (int) Math.max(0, Math.min(slice.bytes().length, to + 1 - slice.first()));
        return new Part(slice.first(), Arrays.copyOf(slice.bytes(), within));
    }
}

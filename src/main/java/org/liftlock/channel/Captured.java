package org.liftlock.channel;

import java.io.ByteArrayOutputStream;

/** What a program prints, as far as there is room for it; the rest is counted. */
final class Captured {

    private static final int KEPT = 4 << 20;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long leftOut;

    synchronized void add(byte[] bytes, int from, int count) {
        int room = Math.min(count, KEPT - kept.size());
        kept.write(bytes, from, room);
        leftOut += count - room;
    }

    synchronized Ended.Printed printed() {
        return new Ended.Printed(kept.toByteArray(), leftOut);
    }
}

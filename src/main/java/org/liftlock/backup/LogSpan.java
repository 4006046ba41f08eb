package org.liftlock.backup;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of the write-ahead log of a PostgreSQL server.
 *
 * @param system the number a server has from its first day; a copy keeps it
 * @param timeline another one after each restore and each failover
 * @param segment bytes of one file of the log
 * @param from the place (LSN) it begins at
 * @param to the place it ends before
 */
record LogSpan(String system, int timeline, long segment, String from, String to) {

    private static final long FILES_OF_ONE_NUMBER = 0x1_0000_0000L;

    LogSpan {
        if (segment <= 0 || place(from) > place(to)) {
            throw new IllegalArgumentException(
                    "A piece of the log goes from a place to a later one, not from " + from + " to " + to);
        }
    }

    /** What follows it, up to a place. */
    LogSpan onTo(String place) {
        return new LogSpan(system, timeline, segment, to, place);
    }

    /** The files that hold it, without a gap between them. */
    List<String> files() {
        List<String> files = new ArrayList<>();
        long last = (place(to) - 1) / segment;
        for (long number = place(from) / segment; number <= last; number++) {
            long each = FILES_OF_ONE_NUMBER / segment;
            files.add("%08X%08X%08X".formatted(timeline, number / each, number % each));
        }
        return files;
    }

    private static long place(String lsn) {
        int slash = lsn.indexOf('/');
        return (Long.parseLong(lsn.substring(0, slash), 16) << 32) | Long.parseLong(lsn.substring(slash + 1), 16);
    }
}

package org.liftlock.launcher;

import java.util.Collection;
import java.util.Map;

/** The launcher of one target. Calls may block for as long as the channel needs; none waits for a command to end. */
public interface Launcher {

    /** As much as one call gives. */
    int LOG_PIECE = 2 * 1024 * 1024;
    /** More than a launcher keeps of a run that has ended; one that goes on printing is not followed for ever. */
    int LOG_KEPT = 8 * 1024 * 1024;

    LaunchReply launch(RunOrder order);

    /** States by key; {@link RunState.Unknown} for each key when the target cannot be reached. */
    Map<RunKey, RunState> observe(Collection<RunKey> keys);

    /**
     * Raises the target's token, then ends every process of the run: TERM, then KILL.
     *
     * @param token higher than the one the run was started with
     * @return {@link RunState.Stopped} or another final state when nothing of the run is left; {@link RunState.Running}
     *     or {@link RunState.Unknown} when that cannot be confirmed
     */
    RunState stop(RunKey key, long token);

    /** Output of a run (both streams, in order), masked, from a byte offset. */
    Output output(RunKey key, long offset, int limit);

    /** All output that was kept: its beginning, its end, and how much was left out between them. */
    default String log(RunKey key) {
        StringBuilder log = new StringBuilder();
        long offset = 0;
        Output piece;
        do {
            piece = output(key, offset, LOG_PIECE);
            log.append(piece.text());
            boolean more = piece.nextOffset() > offset;
            offset = piece.nextOffset();
            if (!more) {
                break;
            }
        } while (offset < piece.total() && log.length() < LOG_KEPT);
        return log.toString();
    }

    /** Drops what runs have printed and left behind that ended more than so many days ago; their ends stay known. */
    default void clean(int days) {}

    /** Runs a command that only reads, waits for it and returns what it printed. */
    Reading read(Command command);

    /**
     * @param text begins with a line that counts what was left out, if anything was
     * @param total bytes the run has written so far, those left out in the middle included
     * @param leftOut bytes from the offset asked for that the target has not kept
     */
    record Output(String text, long nextOffset, long total, long leftOut) {

        public Output(String text, long nextOffset, long total) {
            this(text, nextOffset, total, 0);
        }

        static Output behindGap(long leftOut, String printed, long nextOffset, long total) {
            return new Output(gap(leftOut) + printed, nextOffset, total, leftOut);
        }

        /** The line that stands where bytes are missing; empty when none are. */
        public static String gap(long leftOut) {
            return leftOut == 0 ? "" : "\n[" + leftOut + " bytes left out]\n";
        }

        /** What the run itself has printed. */
        public String printed() {
            return text.substring(gap(leftOut).length());
        }
    }

    /** @param exitCode 124 when the time was up, 127 when the program does not exist */
    record Reading(int exitCode, String output, String errors) {}
}

package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where the copies of a server and the log behind them are kept, and how they come out again: in archives of our own, or
 * in a repository.
 */
interface Stock {

    /** What takes the backup, with its version. */
    String tool(BackupOrder order);

    /** Refuses what is not there any more, or not as it was taken. */
    void requireWhole(Path folder, Manifest copy) throws IOException;

    /**
     * Restores a copy, and compares it file by file where its files are listed.
     *
     * @param folder of the backup; nothing is read there that is kept in a repository
     * @param place where each path lies that was copied
     */
    void restore(Path folder, Manifest copy, UnaryOperator<Path> place) throws IOException;

    /**
     * Sees to it that what was logged behind a copy is kept, without a gap.
     *
     * @param log an empty folder, which is archived with what is put there
     */
    void keepLog(BackupOrder order, LogSpan span, PostgresSource source, Path log) throws IOException;

    /** What a server is told that replays the log behind a copy, beside what was archived of it. */
    Map<String, String> replaying(Path data);

    static Path data(Manifest copy) {
        return Path.of(copy.roots().get(copy.roots().size() - 1));
    }
}

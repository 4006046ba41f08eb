package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Copies and log in a repository of pgBackRest, which every machine that is set up for it reads. */
final class RepositoryStock implements Stock {

    /** The server archives one file after another; what is behind by more is not archived at all. */
    private static final Duration ARCHIVED = Duration.ofMinutes(10);

    private static final long A_MOMENT = 200;

    private final PgBackRest repository;

    RepositoryStock(PgBackRest repository) {
        this.repository = repository;
    }

    @Override
    public String tool(BackupOrder order) {
        return repository.version();
    }

    @Override
    public void requireWhole(Path folder, Manifest copy) {
        repository.requireHeld(copy);
    }

    @Override
    public void restore(Path folder, Manifest copy, UnaryOperator<Path> place) throws IOException {
        repository.restore(copy, place.apply(Stock.data(copy)));
    }

    @Override
    public void keepLog(BackupOrder order, LogSpan span, PostgresSource source, Path log) {
        List<String> files = span.files();
        long deadline = System.nanoTime() + ARCHIVED.toNanos();
        List<String> missing = repository.missing(files);
        while (missing.contains(files.get(files.size() - 1)) && System.nanoTime() < deadline) {
            pause();
            missing = repository.missing(files);
        }
        if (!missing.isEmpty()) {
            throw new RejectedBackup(
                    "The log of " + order.item() + " has a gap behind its base: the repository does not hold "
                            + missing.get(0) + failure(source) + ".",
                    "See that the server archives its log (pgbackrest check), then take a new base.");
        }
    }

    private static String failure(PostgresSource source) {
        String failed = source.ask("select coalesce(last_failed_wal, '') from pg_catalog.pg_stat_archiver");
        return failed.isEmpty() ? "" : "; the server last failed to archive " + failed;
    }

    private static void pause() {
        try {
            Thread.sleep(A_MOMENT);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreException("The step was interrupted", stopped);
        }
    }

    @Override
    public Map<String, String> replaying(Path data) {
        return Map.of("restore_command", repository.fetching(data));
    }
}

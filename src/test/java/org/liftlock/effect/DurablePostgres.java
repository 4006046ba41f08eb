package org.liftlock.effect;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL as one would run it, not as fast as tests want it, and what is used of it. */
final class DurablePostgres {

    /** Clock ticks of {@code /proc} on Linux. */
    private static final long TICK_NANOS = 10_000_000;

    private DurablePostgres() {}

    static EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                // No checkpoint and no clean-up falls into one arm of a comparison and not into the other.
                .setServerConfig("checkpoint_timeout", "1h")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("autovacuum", "off")
                .start();
    }

    static String url(EmbeddedPostgres postgres) {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    /**
     * @param writing transactions that were given a number, which is those that write
     * @param databaseCpu of the server's processes that live now
     */
    record Usage(long transactions, long writing, long wal, Duration databaseCpu) {

        Usage since(Usage before) {
            return new Usage(
                    transactions - before.transactions,
                    writing - before.writing,
                    wal - before.wal,
                    databaseCpu.minus(before.databaseCpu));
        }
    }

    static Usage usage(JdbcClient jdbc) {
        return jdbc.sql("""
                        select (select sum(xact_commit + xact_rollback)::bigint from pg_stat_database),
                            pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
                            pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint
                        """)
                .query((row, number) -> new Usage(row.getLong(1), row.getLong(2), row.getLong(3), cpu(jdbc)))
                .single();
    }

    private static Duration cpu(JdbcClient jdbc) {
        String postmaster = jdbc.sql("select pg_read_file('postmaster.pid', 0, 20)")
                .query(String.class)
                .single()
                .lines()
                .findFirst()
                .orElseThrow();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            long ticks = processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .mapToLong(process -> ticks(process, postmaster))
                    .sum();
            return Duration.ofNanos(ticks * TICK_NANOS);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Of the server's own process with its ended children, or of one of its children. */
    private static long ticks(Path process, String postmaster) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            if (process.getFileName().toString().equals(postmaster)) {
                return own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
            }
            return fields[1].equals(postmaster) ? own : 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}

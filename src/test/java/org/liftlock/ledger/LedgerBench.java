package org.liftlock.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.naming.Digest;
import org.liftlock.record.Entry;
import org.liftlock.record.Journal;
import org.liftlock.record.Words;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the chain costs beside plain inserts of the same rows, and how fast it is verified, on a durable PostgreSQL. */
class LedgerBench {

    private static final int ROUNDS = 3;
    private static final int ENTRIES = 2000;
    private static final int VERIFIED = Integer.getInteger("ledger.entries", 200_000);
    private static final int PER_EVIDENCE = 5;

    private EmbeddedPostgres postgres;
    private DataSource database;

    @BeforeEach
    void durableDatabase() throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("checkpoint_timeout", "1h")
                .setServerConfig("max_wal_size", "8GB")
                .start();
        database = new HikariDataSource(pool());
        Flyway.configure()
                .dataSource(database)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    private HikariConfig pool() {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        pool.setMaximumPoolSize(20);
        return pool;
    }

    @AfterEach
    void stop() throws Exception {
        ((HikariDataSource) database).close();
        postgres.close();
    }

    /** Each entry in a transaction of its own, which is the worst case: real ones write more beside it. */
    @Test
    void appending() throws Exception {
        Rooms rooms = Rooms.on(database);
        Journal journal = rooms.get(Journal.class);
        JdbcClient jdbc = rooms.jdbc;
        jdbc.sql("create table plain_entry (like ledger_entry including all)").update();
        AtomicLong number = new AtomicLong();
        for (int writers : List.of(1, 8)) {
            List<Double> plain = new ArrayList<>();
            List<Double> chained = new ArrayList<>();
            for (int round = 0; round <= ROUNDS; round++) {
                double inserted = perSecond(writers, () -> insertPlainly(jdbc, number.incrementAndGet()));
                double told = perSecond(
                        writers,
                        () -> journal.tell(
                                Optional.empty(),
                                "worker",
                                "step-settled",
                                Optional.of("R32"),
                                "Apply ended on orders1.example.com with status 0 after 12 s",
                                Optional.empty()));
                if (round > 0) {
                    plain.add(inserted);
                    chained.add(told);
                }
            }
            System.out.println(String.format(
                    Locale.ROOT,
                    "%d writers: %.0f plain inserts/s, %.0f entries/s, ratio %.2f (medians of %d rounds of %d)",
                    writers,
                    median(plain),
                    median(chained),
                    median(chained) / median(plain),
                    ROUNDS,
                    ENTRIES));
        }
    }

    private static void insertPlainly(JdbcClient jdbc, long number) {
        jdbc.sql("""
                        insert into plain_entry (seq, at_time, actor, kind, rule_id, words_digest, previous_hash, entry_hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        number,
                        OffsetDateTime.of(2026, 11, 21, 0, 0, 0, 0, ZoneOffset.UTC),
                        "worker",
                        "step-settled",
                        "R32",
                        Entry.ORIGIN,
                        Entry.ORIGIN,
                        "%064x".formatted(number))
                .update();
    }

    private static double perSecond(int writers, Runnable write) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Callable<Void>> work = IntStream.range(0, writers)
                .<Callable<Void>>mapToObj(writer -> () -> {
                    for (int entry = 0; entry < ENTRIES / writers; entry++) {
                        write.run();
                    }
                    return null;
                })
                .toList();
        long start = System.nanoTime();
        for (Future<Void> done : threads.invokeAll(work)) {
            done.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        threads.shutdown();
        return ENTRIES / seconds;
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
    }

    /** Of fewer than a million entries unless told otherwise ({@code -Dledger.entries}). */
    @Test
    void verifying() throws Exception {
        fill();
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("analyze").update();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            Verdict verdict = new LedgerVerifier(jdbc).verify(List.of(), List.of());
            double seconds = (System.nanoTime() - start) / 1e9;
            if (!verdict.intact() || verdict.entries() != VERIFIED) {
                throw new AssertionError(verdict.toString());
            }
            System.out.println(String.format(
                    Locale.ROOT,
                    "%d entries and %d pieces of evidence verified in %.1f s: %.0f entries/s, a million in %.0f s (scaled)",
                    verdict.entries(),
                    verdict.evidence(),
                    seconds,
                    verdict.entries() / seconds,
                    1e6 / verdict.entries() * seconds));
        }
    }

    private void fill() throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement evidence = connection.prepareStatement(
                        "insert into evidence (digest, content, kept_at) values (?, ?, current_timestamp)");
                PreparedStatement words = connection.prepareStatement(
                        "insert into entry_words (digest, salt, sentence) values (?, ?, ?)");
                PreparedStatement entries = connection.prepareStatement("""
                        insert into ledger_entry (seq, at_time, actor, kind, rule_id, words_digest, evidence_digest,
                            previous_hash, entry_hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            connection.setAutoCommit(false);
            String previous = Entry.ORIGIN;
            Instant at = Instant.parse("2026-11-21T00:00:00.123456Z");
            for (long seq = 1; seq <= VERIFIED; seq++) {
                String content = "Output of step " + seq + ": " + "line after line ".repeat(60);
                Optional<Digest> digest = seq % PER_EVIDENCE == 0 ? Optional.of(Digest.of(content)) : Optional.empty();
                Words said = Words.of("Apply ended on orders" + seq + ".example.com with status 0 after 12 s");
                Entry entry = new Entry(
                        seq,
                        Optional.empty(),
                        at.plusSeconds(seq),
                        "worker",
                        "step-settled",
                        Optional.of("R32"),
                        said.digest(),
                        digest,
                        previous);
                if (digest.isPresent()) {
                    evidence.setString(1, digest.get().hex());
                    evidence.setString(2, content);
                    evidence.addBatch();
                }
                words.setString(1, entry.words().hex());
                words.setString(2, said.salt());
                words.setString(3, said.sentence());
                words.addBatch();
                previous = add(entries, entry);
                if (seq % 1000 == 0) {
                    evidence.executeBatch();
                    words.executeBatch();
                    entries.executeBatch();
                }
            }
            connection.commit();
            JdbcClient.create(database)
                    .sql("update record_head set seq = ?, entry_hash = ?")
                    .params(VERIFIED, previous)
                    .update();
        }
    }

    /** @return its hash */
    private static String add(PreparedStatement entries, Entry entry) throws Exception {
        String hash = entry.hash().hex();
        entries.setLong(1, entry.seq());
        entries.setObject(2, entry.at().atOffset(ZoneOffset.UTC));
        entries.setString(3, entry.actor());
        entries.setString(4, entry.kind());
        entries.setString(5, entry.rule().orElse(null));
        entries.setString(6, entry.words().hex());
        entries.setString(7, entry.evidence().map(Digest::hex).orElse(null));
        entries.setString(8, entry.previous());
        entries.setString(9, hash);
        entries.addBatch();
        return hash;
    }
}

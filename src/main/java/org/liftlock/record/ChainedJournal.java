package org.liftlock.record;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.liftlock.naming.Digest;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds entries to the chain. The head of the chain is locked until the transaction ends, always after the row of the
 * upgrade: two transactions that tell of upgrades they have locked cannot wait for each other.
 */
@Component
class ChainedJournal implements Journal {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate alone;

    ChainedJournal(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.alone = new TransactionTemplate(transactions);
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    private record Head(long seq, String hash) {}

    @Override
    @Transactional
    public void tell(
            Optional<String> upgrade,
            String actor,
            String kind,
            Optional<String> rule,
            String sentence,
            Optional<Digest> evidence) {
        upgrade.ifPresent(key -> jdbc.sql("select upgrade_key from upgrade where upgrade_key = ? for update")
                .param(key)
                .query(String.class)
                .optional());
        Head head = jdbc.sql("select seq, entry_hash from record_head where id = 1 for update")
                .query((found, row) -> new Head(found.getLong(1), found.getString(2)))
                .single();
        String said = storable(sentence.length() <= 2000 ? sentence : sentence.substring(0, 1999) + "…");
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Words words = Words.of(said);
        Entry entry = new Entry(head.seq() + 1, upgrade, at, actor, kind, rule, words.digest(), evidence, head.hash());
        jdbc.sql("insert into entry_words (digest, salt, sentence) values (?, ?, ?)")
                .params(entry.words().hex(), words.salt(), words.sentence())
                .update();
        jdbc.sql("""
                        insert into ledger_entry (seq, upgrade_key, at_time, actor, kind, rule_id, words_digest,
                            evidence_digest, previous_hash, entry_hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(entry.seq())
                .param(upgrade.orElse(null))
                .param(Timestamp.from(at))
                .param(actor)
                .param(kind)
                .param(rule.orElse(null))
                .param(entry.words().hex())
                .param(evidence.map(Digest::hex).orElse(null))
                .param(head.hash())
                .param(entry.hash().hex())
                .update();
        jdbc.sql("update record_head set seq = ?, entry_hash = ? where id = 1")
                .param(entry.seq())
                .param(entry.hash().hex())
                .update();
    }

    /** Committed on its own: two keepers of the same text must not undo each other's work. */
    @Override
    public Digest keep(String content) {
        try {
            return alone.execute(status -> keepWithin(content));
        } catch (DuplicateKeyException keptMeanwhile) {
            return Digest.of(storable(content));
        }
    }

    @Override
    public Optional<String> read(Digest digest) {
        return jdbc.sql("select content from evidence where digest = ?")
                .param(digest.hex())
                .query(String.class)
                .optional();
    }

    @Override
    public Digest keepWithin(String content) {
        String kept = storable(content);
        Digest digest = Digest.of(kept);
        insert(digest, kept);
        return digest;
    }

    /** Commands print anything; PostgreSQL keeps no character zero, so it is written as its picture. */
    private static String storable(String text) {
        return text.replace('\0', '␀');
    }

    private void insert(Digest digest, String content) {
        jdbc.sql("""
                        insert into evidence (digest, content, kept_at)
                        select ?, ?, ? from clock_offset where not exists (select 1 from evidence where digest = ?)
                        """)
                .param(digest.hex())
                .param(content)
                .param(Timestamp.from(clock.instant()))
                .param(digest.hex())
                .update();
    }
}

package org.liftlock.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes checkpoints: every hour in which something was written, when a record was sealed, and when the key changes. The
 * head of the chain is locked meanwhile, so that several nodes number them without gaps.
 */
@Component
class Checkpoints {

    private final JdbcClient jdbc;
    private final Journal journal;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final LedgerKeys keys;
    private final CheckpointReaders readers;
    private final Duration every;

    Checkpoints(
            JdbcClient jdbc,
            Journal journal,
            Clock clock,
            PlatformTransactionManager transactions,
            LedgerKeys keys,
            CheckpointReaders readers,
            @Value("${liftlock.ledger.every:PT1H}") Duration every) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.keys = keys;
        this.readers = readers;
        this.every = every;
    }

    private record Head(long seq, Digest hash) {}

    /** @throws IllegalStateException when what was signed last is no longer in the chain, or this node's key was replaced */
    Optional<Checkpoint> takeIfDue() {
        Optional<SigningKey> key = keys.current().filter(this::isDue);
        return key.isEmpty() ? Optional.empty() : transaction.execute(status -> take(key.get()));
    }

    /** Those after a number, oldest first. */
    List<Checkpoint> after(long number, int most) {
        return jdbc.sql("""
                        select line from ledger_checkpoint where checkpoint_number > ? order by checkpoint_number limit ?
                        """)
                .params(number, most)
                .query((found, row) -> Checkpoint.parse(found.getString(1)))
                .list();
    }

    Optional<String> line(long number) {
        return jdbc.sql("select line from ledger_checkpoint where checkpoint_number = ?")
                .param(number)
                .query(String.class)
                .optional();
    }

    private boolean isDue(SigningKey key) {
        Head head = head("");
        return last().map(last -> changesKey(last, key)
                        || head.seq() != last.seq()
                                && (!clock.instant().isBefore(last.at().plus(every)) || sealedSince(last)))
                .orElse(head.seq() > 0);
    }

    /** By the numbers since then, which are few: a record is sealed within an hour's entries. */
    private boolean sealedSince(Checkpoint last) {
        return jdbc.sql("select count(*) from ledger_entry where seq > ? and kind = 'record-sealed'")
                        .param(last.seq())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private Optional<Checkpoint> take(SigningKey key) {
        head(" for update");
        Optional<Checkpoint> last = last();
        last.ifPresent(this::requireStillThere);
        Optional<SigningKey> old =
                last.filter(signed -> changesKey(signed, key)).flatMap(signed -> announce(signed, key));
        Head head = head("");
        if (last.filter(signed -> signed.seq() == head.seq()).isPresent()) {
            return Optional.empty();
        }
        SigningKey signer = old.orElse(key);
        Checkpoint taken = new Checkpoint(
                        last.map(Checkpoint::number).orElse(0L) + 1,
                        head.seq(),
                        head.hash(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        last.map(Checkpoint::digest).orElse(Checkpoint.NONE_BEFORE),
                        new Digest(signer.publicKey().id()),
                        old.map(replaced -> key.publicKey()),
                        "")
                .signedWith(signer);
        jdbc.sql("insert into ledger_checkpoint (checkpoint_number, seq, key_id, line) values (?, ?, ?, ?)")
                .params(taken.number(), taken.seq(), taken.key().hex(), taken.line())
                .update();
        readers.tell(taken);
        return Optional.of(taken);
    }

    private static boolean changesKey(Checkpoint last, SigningKey key) {
        return !last.nextKey().equals(key.publicKey().id());
    }

    /** @return the key that signed until now, when it can still sign the announcement of the new one */
    private Optional<SigningKey> announce(Checkpoint last, SigningKey key) {
        VerifyingKey added = key.publicKey();
        if (hasSigned(added)) {
            throw new IllegalStateException("This node signs checkpoints with key " + added.brief() + ", which another"
                    + " key has replaced since. Give it the key that the other nodes have (liftlock.ledger.key)");
        }
        Optional<SigningKey> old =
                keys.before().filter(before -> before.publicKey().id().equals(last.nextKey()));
        String replaced = last.nextKey().substring(0, 12);
        journal.tell(
                Optional.empty(),
                "ledger",
                old.isPresent() ? "ledger-key-changed" : "ledger-key-lost",
                Optional.of("R49"),
                old.isPresent()
                        ? "Checkpoints are signed with key " + added.brief() + " from here on; key " + replaced
                                + " signs this announcement as its last"
                        : "Checkpoints are signed with key " + added.brief() + " from here on, without an announcement"
                                + " by key " + replaced + ": auditors have to be given the new public key",
                Optional.of(journal.keepWithin(added.pem())));
        return old;
    }

    private boolean hasSigned(VerifyingKey key) {
        return jdbc.sql("select count(*) from ledger_checkpoint where key_id = ?")
                        .param(key.id())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Nothing is signed over a chain that was cut or written anew: the signature would make it look right. */
    private void requireStillThere(Checkpoint last) {
        boolean there = jdbc.sql("select count(*) from ledger_entry where seq = ? and entry_hash = ?")
                        .params(last.seq(), last.entry().hex())
                        .query(Long.class)
                        .single()
                == 1;
        if (!there) {
            throw new IllegalStateException("The ledger no longer holds entry " + last.seq() + " as checkpoint "
                    + last.number() + " of " + last.at() + " signed it: somebody changed the database, or it was"
                    + " restored from an older backup. No checkpoint is signed until this is cleared up; see"
                    + " verify-ledger in the auditors' guide");
        }
    }

    private Optional<Checkpoint> last() {
        return jdbc.sql("select line from ledger_checkpoint order by checkpoint_number desc fetch first 1 rows only")
                .query((found, row) -> Checkpoint.parse(found.getString(1)))
                .optional();
    }

    private Head head(String lock) {
        return jdbc.sql("select seq, entry_hash from record_head where id = 1" + lock)
                .query((found, row) -> new Head(found.getLong(1), new Digest(found.getString(2))))
                .single();
    }
}

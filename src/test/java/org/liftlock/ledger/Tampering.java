package org.liftlock.ledger;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.liftlock.naming.Digest;
import org.liftlock.record.Entry;
import org.liftlock.record.Words;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What somebody with every right on the database may try. Each says which entry is the first bad one; 0 is none. */
enum Tampering {
    EDIT_SENTENCE {
        @Override
        long in(Scene scene) {
            return scene.editWords(scene.said(), "sentence = sentence || '.'");
        }
    },
    EDIT_SALT {
        @Override
        long in(Scene scene) {
            return scene.editWords(scene.said(), "salt = '" + "0".repeat(32) + "'");
        }
    },
    SWAP_WORDS {
        @Override
        long in(Scene scene) {
            long one = scene.said();
            long other = scene.said();
            while (other == one) {
                other = scene.said();
            }
            Words first = scene.words(one);
            Words second = scene.words(other);
            scene.run(
                    "update entry_words set salt = ?, sentence = ? where digest = ?",
                    second.salt(),
                    second.sentence(),
                    first.digest().hex());
            scene.run(
                    "update entry_words set salt = ?, sentence = ? where digest = ?",
                    first.salt(),
                    first.sentence(),
                    second.digest().hex());
            return Math.min(one, other);
        }
    },
    POINT_TO_OTHER_WORDS {
        @Override
        long in(Scene scene) {
            long entry = scene.said();
            scene.resay(entry, "All was well");
            return entry;
        }
    },
    DELETE_WORDS_WITHOUT_AN_ENTRY {
        @Override
        long in(Scene scene) {
            long entry = scene.said();
            scene.run(
                    "delete from entry_words where digest = ?",
                    scene.words(entry).digest().hex());
            return entry;
        }
    },
    BLAME_AN_ERASURE_FOR_WORDS_IT_DOES_NOT_NAME {
        @Override
        long in(Scene scene) {
            long entry = scene.said();
            String digest = scene.words(entry).digest().hex();
            scene.run("delete from entry_words where digest = ?", digest);
            scene.run("insert into erased_content values (?, ?)", digest, scene.digestOf(scene.erasure()));
            return entry;
        }
    },
    BLAME_AN_ERASURE_FOR_EVIDENCE_IT_DOES_NOT_NAME {
        @Override
        long in(Scene scene) {
            String digest = scene.digestOf(scene.referring());
            scene.run("delete from evidence where digest = ?", digest);
            scene.run("insert into erased_content values (?, ?)", digest, scene.digestOf(scene.erasure()));
            return scene.firstReferringTo(digest);
        }
    },
    BRING_OTHER_WORDS_FOR_ERASED_ONES {
        @Override
        long in(Scene scene) {
            long entry = scene.unsaid();
            scene.run(
                    "insert into entry_words values (?, ?, 'All was well')",
                    scene.entry(entry).words().hex(),
                    "0".repeat(32));
            return entry;
        }
    },
    LENGTHEN_THE_LIST_OF_AN_ERASURE {
        @Override
        long in(Scene scene) {
            long entry = scene.said();
            String digest = scene.words(entry).digest().hex();
            scene.run("delete from entry_words where digest = ?", digest);
            scene.run("insert into erased_content values (?, ?)", digest, scene.digestOf(scene.erasure()));
            scene.run(
                    "update evidence set content = content || ? where digest = ?",
                    "erased " + digest + "\n",
                    scene.digestOf(scene.erasure()));
            return scene.erasure();
        }
    },
    LENGTHEN_THE_LIST_WITH_ITS_DIGEST {
        @Override
        long in(Scene scene) {
            String digest = scene.words(scene.said()).digest().hex();
            long erasure = scene.erasure();
            String before = scene.digestOf(erasure);
            String list = scene.content(before) + "erased " + digest + "\n";
            String after = Digest.of(list).hex();
            scene.run("delete from entry_words where digest = ?", digest);
            scene.run("insert into evidence values (?, ?, current_timestamp)", after, list);
            scene.run("insert into erased_content values (?, ?)", digest, after);
            scene.run("update erased_content set list_digest = ? where list_digest = ?", after, before);
            scene.edit(erasure, "evidence_digest = '" + after + "'");
            return erasure;
        }
    },
    FORGE_AN_ERASURE {
        @Override
        long in(Scene scene) {
            String digest = scene.words(scene.said()).digest().hex();
            String list = "It was agreed\nerased " + digest + "\n";
            long forged = scene.last() + 1;
            scene.insert(forged, scene.hash(forged - 1));
            scene.run(
                    "insert into evidence values (?, ?, current_timestamp)",
                    Digest.of(list).hex(),
                    list);
            scene.edit(forged, "kind = 'erased', evidence_digest = '" + Digest.of(list) + "'");
            scene.edit(forged, "entry_hash = '" + scene.entry(forged).hash() + "'");
            scene.run("delete from entry_words where digest = ?", digest);
            scene.run(
                    "insert into erased_content values (?, ?)",
                    digest,
                    Digest.of(list).hex());
            return forged;
        }
    },
    POINT_TO_A_LIST_THAT_NO_ENTRY_KNOWS(true) {
        @Override
        long in(Scene scene) {
            long entry = scene.said();
            String digest = scene.words(entry).digest().hex();
            String list = "It was agreed\nerased " + digest + "\n";
            scene.run(
                    "insert into evidence values (?, ?, current_timestamp)",
                    Digest.of(list).hex(),
                    list);
            scene.run("delete from entry_words where digest = ?", digest);
            scene.run(
                    "insert into erased_content values (?, ?)",
                    digest,
                    Digest.of(list).hex());
            return entry;
        }
    },
    DELETE_THE_LIST_OF_AN_ERASURE {
        @Override
        long in(Scene scene) {
            long erasure = scene.erasure();
            scene.run("delete from evidence where digest = ?", scene.digestOf(erasure));
            return erasure;
        }
    },
    DELETE_AN_ERASURE_AND_CHAIN_ANEW(true) {
        @Override
        long in(Scene scene) {
            long erasure = scene.erasure();
            scene.run("delete from ledger_entry where seq = ?", erasure);
            scene.renumber(erasure, -1);
            scene.chain(erasure);
            return erasure;
        }
    },
    EDIT_WHAT_AN_ERASURE_LEFT {
        @Override
        long in(Scene scene) {
            String upgrade = scene.redacted();
            scene.run("update sealed_record set document = document || ' ' where upgrade_key = ?", upgrade);
            return scene.sealing(upgrade);
        }
    },
    EDIT_ACTOR {
        @Override
        long in(Scene scene) {
            return scene.edit("actor = 'eve'");
        }
    },
    EDIT_TIME {
        @Override
        long in(Scene scene) {
            return scene.edit("at_time = at_time + interval '1' second");
        }
    },
    EDIT_KIND {
        @Override
        long in(Scene scene) {
            return scene.edit("kind = 'said'");
        }
    },
    EDIT_RULE {
        @Override
        long in(Scene scene) {
            return scene.edit("rule_id = case when rule_id = 'R01' then 'R02' else 'R01' end");
        }
    },
    EDIT_UPGRADE {
        @Override
        long in(Scene scene) {
            return scene.edit("upgrade_key = 'UPG-2026-9999'");
        }
    },
    EDIT_REFERENCE_TO_EVIDENCE {
        @Override
        long in(Scene scene) {
            return scene.edit("evidence_digest = '" + "a".repeat(64) + "'");
        }
    },
    TAKE_REFERENCE_AWAY {
        @Override
        long in(Scene scene) {
            long entry = scene.referring();
            return scene.edit(entry, "evidence_digest = null");
        }
    },
    EDIT_PREVIOUS_HASH {
        @Override
        long in(Scene scene) {
            return scene.edit("previous_hash = '" + "b".repeat(64) + "'");
        }
    },
    EDIT_HASH {
        @Override
        long in(Scene scene) {
            return scene.edit("entry_hash = '" + "c".repeat(64) + "'");
        }
    },
    WRITE_NO_HASH_AT_ALL {
        @Override
        long in(Scene scene) {
            return scene.edit("evidence_digest = 'none'");
        }
    },
    EDIT_WITH_ITS_HASH(true) {
        @Override
        long in(Scene scene) {
            long entry = scene.among(1, scene.last() - 1);
            scene.edit(entry, "actor = 'eve'");
            scene.edit(entry, "entry_hash = '" + scene.entry(entry).hash() + "'");
            return entry;
        }
    },
    DELETE {
        @Override
        long in(Scene scene) {
            long entry = scene.any();
            scene.run("delete from ledger_entry where seq = ?", entry);
            return entry;
        }
    },
    DELETE_SEVERAL {
        @Override
        long in(Scene scene) {
            long entry = scene.any();
            scene.run("delete from ledger_entry where seq between ? and ?", entry, entry + 3);
            return entry;
        }
    },
    CUT_OFF_THE_END {
        @Override
        long in(Scene scene) {
            long entry = scene.any();
            scene.run("delete from ledger_entry where seq >= ?", entry);
            return entry;
        }
    },
    CUT_OFF_THE_END_WITH_ITS_HEAD(true) {
        @Override
        long in(Scene scene) {
            long entry = scene.any();
            scene.run("delete from ledger_entry where seq >= ?", entry);
            scene.head();
            return entry;
        }
    },
    CUT_OFF_THE_END_WITH_HEAD_AND_CHECKPOINTS(true) {
        @Override
        long in(Scene scene) {
            long entry = CUT_OFF_THE_END_WITH_ITS_HEAD.in(scene);
            scene.run("delete from ledger_checkpoint where seq >= ?", entry);
            return entry;
        }
    },
    DELETE_EVERYTHING(true) {
        @Override
        long in(Scene scene) {
            scene.run("delete from ledger_entry");
            scene.run("delete from evidence");
            scene.run("delete from sealed_record");
            scene.run("delete from ledger_checkpoint");
            scene.head();
            return 1;
        }
    },
    INSERT_AT_THE_END {
        @Override
        long in(Scene scene) {
            long last = scene.last();
            scene.insert(last + 1, scene.hash(last));
            return last + 1;
        }
    },
    INSERT_BETWEEN(true) {
        @Override
        long in(Scene scene) {
            long entry = scene.among(2, scene.last());
            boolean signed = scene.checkpointsFrom(entry).get(0).seq() == entry;
            scene.renumber(entry, 1);
            scene.insert(entry, scene.hash(entry - 1));
            // It looks right itself, unless its number was signed; the one that made room for it does not.
            return signed ? entry : entry + 1;
        }
    },
    INSERT_BEFORE_THE_FIRST {
        @Override
        long in(Scene scene) {
            scene.insert(-scene.random.nextInt(3), Entry.ORIGIN);
            return 1;
        }
    },
    REORDER {
        @Override
        long in(Scene scene) {
            long one = scene.among(1, scene.last() - 1);
            long other = scene.among(one + 1, scene.last());
            scene.run("update ledger_entry set seq = -1 where seq = ?", one);
            scene.run("update ledger_entry set seq = ? where seq = ?", one, other);
            scene.run("update ledger_entry set seq = ? where seq = -1", other);
            return one;
        }
    },
    RENUMBER {
        @Override
        long in(Scene scene) {
            long entry = scene.any();
            scene.renumber(entry, 1 + scene.random.nextInt(3));
            return entry;
        }
    },
    SWAP_EVIDENCE {
        @Override
        long in(Scene scene) {
            String one = scene.digestOf(scene.referring());
            String other = scene.digestOf(scene.referring());
            while (other.equals(one)) {
                other = scene.digestOf(scene.referring());
            }
            String content = scene.content(one);
            scene.run("update evidence set content = ? where digest = ?", scene.content(other), one);
            scene.run("update evidence set content = ? where digest = ?", content, other);
            return Math.min(scene.firstReferringTo(one), scene.firstReferringTo(other));
        }
    },
    EDIT_EVIDENCE {
        @Override
        long in(Scene scene) {
            String digest = scene.digestOf(scene.referring());
            scene.run("update evidence set content = content || ' ' where digest = ?", digest);
            return scene.firstReferringTo(digest);
        }
    },
    REPLACE_EVIDENCE_WITH_ITS_DIGEST {
        @Override
        long in(Scene scene) {
            String digest = scene.digestOf(scene.referring());
            String content = scene.content(digest) + " and more";
            scene.run(
                    "update evidence set content = ?, digest = ? where digest = ?",
                    content,
                    Digest.of(content).hex(),
                    digest);
            return scene.firstReferringTo(digest);
        }
    },
    DELETE_EVIDENCE {
        @Override
        long in(Scene scene) {
            String digest = scene.digestOf(scene.referring());
            scene.run("delete from evidence where digest = ?", digest);
            return scene.firstReferringTo(digest);
        }
    },
    MOVE_THE_HEAD {
        @Override
        long in(Scene scene) {
            boolean forth = scene.random.nextBoolean();
            scene.run("update record_head set seq = seq + ?", forth ? 1 : -1);
            return forth ? scene.last() + 1 : scene.last();
        }
    },
    EDIT_THE_HEAD {
        @Override
        long in(Scene scene) {
            scene.run("update record_head set entry_hash = ?", scene.hash(scene.among(1, scene.last() - 1)));
            return scene.last();
        }
    },
    DELETE_THE_HEAD {
        @Override
        long in(Scene scene) {
            scene.run("delete from record_head");
            return 0;
        }
    },
    EDIT_SEALED_RECORD {
        @Override
        long in(Scene scene) {
            String upgrade = scene.sealed();
            scene.run("update sealed_record set document = document || ' ' where upgrade_key = ?", upgrade);
            return scene.sealing(upgrade);
        }
    },
    REPLACE_SEALED_RECORD_WITH_ITS_DIGEST {
        @Override
        long in(Scene scene) {
            String upgrade = scene.sealed();
            scene.run(
                    "update sealed_record set document = 'clean', digest = ? where upgrade_key = ?",
                    Digest.of("clean").hex(),
                    upgrade);
            return scene.sealing(upgrade);
        }
    },
    DELETE_SEALED_RECORD {
        @Override
        long in(Scene scene) {
            String upgrade = scene.sealed();
            scene.run("delete from sealed_record where upgrade_key = ?", upgrade);
            return scene.sealing(upgrade);
        }
    },
    CHAIN_ANEW(true) {
        @Override
        long in(Scene scene) {
            long entry = scene.any();
            scene.resay(entry, "All was well");
            scene.chain(entry);
            return entry;
        }
    },
    CHAIN_ANEW_WITHOUT_ONE(true) {
        @Override
        long in(Scene scene) {
            long entry = scene.any();
            scene.run("delete from ledger_entry where seq = ?", entry);
            scene.renumber(entry, -1);
            scene.chain(entry);
            return entry;
        }
    },
    CHAIN_AND_SIGN_ANEW(true) {
        @Override
        long in(Scene scene) {
            long entry = CHAIN_ANEW.in(scene);
            SigningKey own = SigningKey.generate();
            for (Checkpoint checkpoint : scene.checkpointsFrom(entry)) {
                scene.run(
                        "update ledger_checkpoint set line = ? where checkpoint_number = ?",
                        scene.forged(checkpoint, own).line(),
                        checkpoint.number());
            }
            return entry;
        }
    },
    FORGE_A_HELD_CHECKPOINT {
        @Override
        long in(Scene scene) {
            int line = scene.random.nextInt(scene.held.size());
            Checkpoint held = Checkpoint.parse(scene.held.get(line));
            long entry = scene.any();
            scene.held.set(
                    line,
                    new Checkpoint(
                                    held.number(),
                                    entry == held.seq() ? entry + 1 : entry,
                                    new Digest(scene.hash(entry)),
                                    held.at(),
                                    held.previous(),
                                    held.key(),
                                    Optional.empty(),
                                    held.signature())
                            .line());
            return 0;
        }
    },
    FORGE_A_HELD_CHECKPOINT_WITH_ANOTHER_KEY {
        @Override
        long in(Scene scene) {
            int line = scene.random.nextInt(scene.held.size());
            Checkpoint held = Checkpoint.parse(scene.held.get(line));
            scene.held.set(line, scene.forged(held, SigningKey.generate()).line());
            return 0;
        }
    },
    SCRATCH_A_HELD_CHECKPOINT {
        @Override
        long in(Scene scene) {
            int line = scene.random.nextInt(scene.held.size());
            StringBuilder scratched = new StringBuilder(scene.held.get(line));
            int at = scene.random.nextInt(scratched.length());
            scratched.setCharAt(at, scratched.charAt(at) == '5' ? '6' : '5');
            scene.held.set(line, scratched.toString());
            return 0;
        }
    },
    DELETE_A_CHECKPOINT {
        @Override
        long in(Scene scene) {
            scene.run(
                    "delete from ledger_checkpoint where checkpoint_number = ?",
                    1 + scene.random.nextInt(scene.held.size()));
            return 0;
        }
    },
    EDIT_A_CHECKPOINT {
        @Override
        long in(Scene scene) {
            int number = 1 + scene.random.nextInt(scene.held.size());
            scene.run(
                    "update ledger_checkpoint set line = replace(line, '\"signature\":\"', '\"signature\":\"A')"
                            + " where checkpoint_number = ?",
                    number);
            return 0;
        }
    };

    /** Whether only a signature shows it, so that a range is named and not one entry. */
    final boolean wide;

    Tampering() {
        this(false);
    }

    Tampering(boolean wide) {
        this.wide = wide;
    }

    abstract long in(Scene scene);

    /** A ledger to tamper with, and the checkpoints that lie elsewhere. */
    record Scene(JdbcClient jdbc, Random random, List<String> held) {

        void run(String sql, Object... values) {
            jdbc.sql(sql).params(values).update();
        }

        long last() {
            return jdbc.sql("select coalesce(max(seq), 0) from ledger_entry")
                    .query(Long.class)
                    .single();
        }

        long among(long from, long until) {
            return from + random.nextInt((int) (until - from + 1));
        }

        long any() {
            return among(1, last());
        }

        long edit(String change) {
            return edit(any(), change);
        }

        long edit(long entry, String change) {
            run("update ledger_entry set " + change + " where seq = ?", entry);
            return entry;
        }

        Entry entry(long seq) {
            return jdbc.sql("select * from ledger_entry where seq = ?")
                    .param(seq)
                    .query((found, row) -> ChainWalk.entry(found).orElseThrow())
                    .single();
        }

        String hash(long seq) {
            return jdbc.sql("select entry_hash from ledger_entry where seq = ?")
                    .param(seq)
                    .query(String.class)
                    .optional()
                    .orElse(Entry.ORIGIN);
        }

        /** An entry with evidence that is kept. */
        long referring() {
            List<Long> entries = jdbc.sql("select seq from ledger_entry where evidence_digest in (select digest from"
                            + " evidence) order by seq")
                    .query(Long.class)
                    .list();
            return entries.get(random.nextInt(entries.size()));
        }

        String digestOf(long entry) {
            return entry(entry).evidence().orElseThrow().hex();
        }

        String content(String digest) {
            return jdbc.sql("select content from evidence where digest = ?")
                    .param(digest)
                    .query(String.class)
                    .single();
        }

        long firstReferringTo(String digest) {
            return jdbc.sql("select min(seq) from ledger_entry where evidence_digest = ?")
                    .param(digest)
                    .query(Long.class)
                    .single();
        }

        String sealed() {
            List<String> keys = jdbc.sql("select upgrade_key from sealed_record order by upgrade_key")
                    .query(String.class)
                    .list();
            return keys.get(random.nextInt(keys.size()));
        }

        long sealing(String upgrade) {
            return jdbc.sql("select seq from ledger_entry where upgrade_key = ? and kind = 'record-sealed'")
                    .param(upgrade)
                    .query(Long.class)
                    .single();
        }

        void renumber(long from, int by) {
            run("update ledger_entry set seq = -(seq + ?) where seq >= ?", by, from);
            run("update ledger_entry set seq = -seq where seq < 0");
        }

        long editWords(long entry, String change) {
            run(
                    "update entry_words set " + change + " where digest = ?",
                    entry(entry).words().hex());
            return entry;
        }

        Words words(long entry) {
            return jdbc.sql("select salt, sentence from entry_words where digest = ?")
                    .param(entry(entry).words().hex())
                    .query((found, row) -> new Words(found.getString(1), found.getString(2)))
                    .single();
        }

        /** Other words, with their digest in the entry. */
        void resay(long entry, String sentence) {
            edit(entry, "words_digest = '" + say(sentence) + "'");
        }

        private Digest say(String sentence) {
            Words words = Words.of(sentence);
            run(
                    "insert into entry_words (digest, salt, sentence) values (?, ?, ?)",
                    words.digest().hex(),
                    words.salt(),
                    sentence);
            return words.digest();
        }

        long erasure() {
            return jdbc.sql("select min(seq) from ledger_entry where kind = 'erased'")
                    .query(Long.class)
                    .single();
        }

        /** An entry whose words were erased as it should be. */
        long unsaid() {
            List<Long> entries = jdbc.sql("select seq from ledger_entry where words_digest in (select digest from"
                            + " erased_content) order by seq")
                    .query(Long.class)
                    .list();
            return entries.get(random.nextInt(entries.size()));
        }

        String redacted() {
            return jdbc.sql("select upgrade_key from sealed_record where digest in (select digest from erased_content)")
                    .query(String.class)
                    .single();
        }

        /** An entry whose words are there. */
        long said() {
            List<Long> entries = jdbc.sql(
                            "select seq from ledger_entry where seq < ? and words_digest in (select digest"
                                    + " from entry_words) order by seq")
                    .param(erasure())
                    .query(Long.class)
                    .list();
            return entries.get(random.nextInt(entries.size()));
        }

        void insert(long seq, String previous) {
            Entry entry = new Entry(
                    seq,
                    Optional.empty(),
                    entry(last()).at(),
                    "eve",
                    "told",
                    Optional.empty(),
                    say("It was agreed"),
                    Optional.empty(),
                    previous);
            run(
                    "insert into ledger_entry (seq, at_time, actor, kind, words_digest, previous_hash, entry_hash)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    seq,
                    entry.at().atOffset(ZoneOffset.UTC),
                    entry.actor(),
                    entry.kind(),
                    entry.words().hex(),
                    previous,
                    entry.hash().hex());
        }

        /** Valid hashes from an entry on, as the journal would have written them. */
        void chain(long from) {
            String previous = hash(from - 1);
            for (long seq = from; seq <= last(); seq++) {
                edit(seq, "previous_hash = '" + previous + "'");
                previous = entry(seq).hash().hex();
                edit(seq, "entry_hash = '" + previous + "'");
            }
            head();
        }

        void head() {
            run("update record_head set seq = ?, entry_hash = ?", last(), hash(last()));
        }

        List<Checkpoint> checkpointsFrom(long entry) {
            return jdbc.sql("select line from ledger_checkpoint where seq >= ? order by checkpoint_number")
                    .param(entry)
                    .query((found, row) -> Checkpoint.parse(found.getString(1)))
                    .list();
        }

        /** The same over what the chain holds now. */
        Checkpoint forged(Checkpoint checkpoint, SigningKey own) {
            return new Checkpoint(
                            checkpoint.number(),
                            checkpoint.seq(),
                            new Digest(hash(checkpoint.seq())),
                            checkpoint.at(),
                            checkpoint.previous(),
                            new Digest(own.publicKey().id()),
                            Optional.empty(),
                            "")
                    .signedWith(own);
        }
    }
}

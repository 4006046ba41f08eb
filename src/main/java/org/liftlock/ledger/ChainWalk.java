package org.liftlock.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.naming.Digest;
import org.liftlock.record.Entry;
import org.liftlock.record.Words;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From the first entry to the head of the chain, a page at a time, up to the first flaw. */
final class ChainWalk {

    private static final int PAGE = 1000;
    private static final int MOST_DOUBTS = 20;
    private static final String SEALED = "record-sealed";

    private final JdbcClient jdbc;
    private final Erasures erasures;
    private final List<Flaw> doubts = new ArrayList<>();
    private long read;
    private long last;
    private String lastHash = Entry.ORIGIN;

    ChainWalk(JdbcClient jdbc, Erasures erasures) {
        this.jdbc = jdbc;
        this.erasures = erasures;
    }

    /**
     * A row of the chain.
     *
     * @param content empty when it holds what no entry can
     * @param kept digest of the evidence, or of the sealed record, that is there for it
     * @param erasedBy digest of the list in which the evidence is said to stand as erased
     * @param words empty when there are none
     * @param unsaidBy digest of the list in which the words are said to stand as erased
     */
    private record Link(
            long seq,
            Optional<Entry> content,
            String hash,
            Optional<String> told,
            Optional<String> kept,
            Optional<String> erasedBy,
            Optional<Words> words,
            Optional<String> unsaidBy) {}

    /** @return the first flaw */
    Optional<Flaw> walk() {
        List<Link> page = page(Long.MIN_VALUE);
        while (!page.isEmpty()) {
            for (Link link : page) {
                Optional<Flaw> flaw = look(link);
                if (flaw.isPresent()) {
                    return flaw;
                }
                read++;
                last = link.seq();
                lastHash = link.hash();
            }
            page = page(last);
        }
        return head();
    }

    /** Contents whose erasure cannot be shown; they lie between the entry and the end. */
    List<Flaw> doubts() {
        long end = Math.max(last, read) + 1;
        return doubts.stream()
                .map(doubt -> new Flaw(doubt.entry(), Math.max(doubt.entry(), end), doubt.sentence()))
                .toList();
    }

    long entries() {
        return read;
    }

    private Optional<Flaw> look(Link link) {
        long expected = last + 1;
        if (link.seq() > expected) {
            return flaw(
                    expected,
                    "Entry " + expected + " is missing: after entry " + last + " comes entry " + link.seq()
                            + ". What lay between was deleted, or the entries were renumbered");
        }
        if (link.seq() < expected) {
            return flaw(1, "An entry with number " + link.seq() + " stands before entry 1: it was inserted");
        }
        if (link.content().isEmpty()) {
            return flaw(expected, "Entry " + expected + " holds what Liftlock never writes: it was changed");
        }
        Entry entry = link.content().get();
        if (!entry.hash().hex().equals(link.hash())) {
            return flaw(
                    expected,
                    named(entry)
                            + " does not have the hash that was written with it: its content or its hash was changed");
        }
        if (!entry.previous().equals(lastHash)) {
            return Optional.of(new Flaw(
                    Math.max(1, last),
                    expected,
                    named(entry) + " does not follow the entry before it: one of the two was replaced"));
        }
        return words(link, entry).or(() -> evidence(link, entry));
    }

    private Optional<Flaw> words(Link link, Entry entry) {
        if (link.words().isPresent()) {
            return link.words().get().digest().equals(entry.words())
                    ? Optional.empty()
                    : flaw(
                            entry.seq(),
                            named(entry)
                                    + " has words that do not have the digest it holds: they were changed or exchanged");
        }
        return missing(
                entry, erasures.ask(entry.words().hex(), link.unsaidBy()), named(entry) + " has no words any more");
    }

    private Optional<Flaw> evidence(Link link, Entry entry) {
        if (link.told().equals(link.kept())) {
            return Optional.empty();
        }
        String sentence = named(entry) + " refers to "
                + (entry.kind().equals(SEALED) ? "a sealed record" : "evidence")
                + " with digest "
                + link.told().orElse("none") + ", which is not there";
        return missing(
                entry,
                link.told().map(digest -> erasures.ask(digest, link.erasedBy())).orElse(Erasures.Answer.DELETED),
                sentence);
    }

    /** Where an erasure itself is not as it was written, what it erased is a doubt that does not end the walk. */
    private Optional<Flaw> missing(Entry entry, Erasures.Answer answer, String sentence) {
        if (answer == Erasures.Answer.DELETED) {
            return flaw(entry.seq(), sentence + ", and no entry tells that it was erased: it was deleted or exchanged");
        }
        if (answer == Erasures.Answer.NO_LIST && doubts.size() < MOST_DOUBTS) {
            doubts.add(new Flaw(
                    entry.seq(),
                    Long.MAX_VALUE,
                    sentence + ", and the entry that is said to tell of its erasure is not there as it was written"));
        }
        return Optional.empty();
    }

    private static String named(Entry entry) {
        return "Entry " + entry.seq() + " (" + entry.at() + ", " + entry.actor() + ", " + entry.kind() + ")";
    }

    private Optional<Flaw> head() {
        return jdbc.sql("select seq, entry_hash from record_head where id = 1")
                .query((found, row) -> head(found.getLong(1), found.getString(2)))
                .optional()
                .orElseGet(() -> Optional.of(Flaw.elsewhere("The head of the chain is missing: it was deleted")));
    }

    private Optional<Flaw> head(long seq, String hash) {
        if (seq > last) {
            return flaw(
                    last + 1,
                    "Entry " + (last + 1) + " is missing: by its head the chain goes on to entry " + seq
                            + ". The end was cut off, or the head was changed");
        }
        if (seq < last) {
            return flaw(
                    seq + 1,
                    "Entry " + (seq + 1) + " stands after the end: by its head the chain ends with entry " + seq
                            + ". Entries were added past Liftlock, or the head was changed");
        }
        return hash.equals(lastHash)
                ? Optional.empty()
                : flaw(
                        last,
                        "Entry " + last + ", the last one, is not the one the head of the chain names: it was"
                                + " replaced, or the head was changed");
    }

    private static Optional<Flaw> flaw(long entry, String sentence) {
        return Optional.of(Flaw.at(entry, sentence));
    }

    private List<Link> page(long after) {
        return jdbc.sql("""
                        select entry.*, coalesce(sealed_record.digest, evidence.digest) as kept_digest,
                            erased.list_digest as erased_by, entry_words.salt, entry_words.sentence,
                            unsaid.list_digest as unsaid_by
                        from ledger_entry entry
                        left join sealed_record on sealed_record.upgrade_key = entry.upgrade_key
                            and entry.kind = 'record-sealed'
                        left join evidence on evidence.digest = entry.evidence_digest
                        left join erased_content erased on erased.digest = entry.evidence_digest
                        left join entry_words on entry_words.digest = entry.words_digest
                        left join erased_content unsaid on unsaid.digest = entry.words_digest
                        where entry.seq > ? order by entry.seq limit ?
                        """)
                .params(after, PAGE)
                .query((found, row) -> link(found))
                .list();
    }

    private static Link link(ResultSet found) throws SQLException {
        String salt = found.getString("salt");
        return new Link(
                found.getLong("seq"),
                entry(found),
                found.getString("entry_hash"),
                Optional.ofNullable(found.getString("evidence_digest")),
                Optional.ofNullable(found.getString("kept_digest")),
                Optional.ofNullable(found.getString("erased_by")),
                Optional.ofNullable(found.getString("sentence")).map(sentence -> new Words(salt, sentence)),
                Optional.ofNullable(found.getString("unsaid_by")));
    }

    /** As it was before it was written: the database must not make two different entries look alike. */
    static Optional<Entry> entry(ResultSet found) throws SQLException {
        try {
            return Optional.of(new Entry(
                    found.getLong("seq"),
                    Optional.ofNullable(found.getString("upgrade_key")),
                    found.getObject("at_time", OffsetDateTime.class).toInstant(),
                    found.getString("actor"),
                    found.getString("kind"),
                    Optional.ofNullable(found.getString("rule_id")),
                    new Digest(found.getString("words_digest")),
                    Optional.ofNullable(found.getString("evidence_digest")).map(Digest::new),
                    found.getString("previous_hash")));
        } catch (IllegalArgumentException noDigest) {
            return Optional.empty();
        }
    }
}

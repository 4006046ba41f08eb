package org.liftlock.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.liftlock.naming.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether evidence and sealed records still have the content their digests were made of. A few are read at a time. */
final class KeptContent {

    private static final int PAGE = 25;

    /** For each a search through the chain; whoever changed more has left no doubt. */
    private static final int MOST_FLAWS = 20;

    private final JdbcClient jdbc;
    private final Consumer<Flaw> flaws;
    private final Erasures erasures;

    KeptContent(JdbcClient jdbc, Erasures erasures, Consumer<Flaw> flaws) {
        this.jdbc = jdbc;
        this.erasures = erasures;
        this.flaws = flaws;
    }

    private record Kept(String name, String content, String digest) {

        boolean isWhole() {
            return Digest.of(content).hex().equals(digest);
        }
    }

    /** @return how many pieces were read */
    long evidence() {
        return pages(
                "select digest, content, digest from evidence where digest > ? order by digest limit ?",
                kept -> flaws.accept(flawIn(
                        first("evidence_digest = ?", kept.digest()),
                        "The evidence with digest " + kept.digest() + " does not have that digest: its content was"
                                + " changed")));
    }

    long records() {
        unsealed()
                .forEach(key -> flaws.accept(flawIn(
                        first("upgrade_key = ? and kind = 'record-sealed'", key),
                        "The sealed record of " + key
                                + " is not the one that the ledger tells of: it was exchanged, or inserted")));
        return pages(
                "select upgrade_key, document, digest from sealed_record where upgrade_key > ? order by upgrade_key limit ?",
                kept -> flaws.accept(changed(kept)));
    }

    private List<String> unsealed() {
        return jdbc.sql("""
                        select upgrade_key from sealed_record
                        where not exists (select 1 from ledger_entry
                            where ledger_entry.upgrade_key = sealed_record.upgrade_key
                            and ledger_entry.kind = 'record-sealed'
                            and ledger_entry.evidence_digest = sealed_record.digest)
                        order by upgrade_key limit ?
                        """).param(MOST_FLAWS).query(String.class).list();
    }

    private long pages(String sql, Consumer<Kept> bad) {
        long read = 0;
        int found = 0;
        List<Kept> page = page(sql, "");
        while (!page.isEmpty()) {
            for (Kept kept : page) {
                read++;
                if (!kept.isWhole() && !isRest(kept) && found++ < MOST_FLAWS) {
                    bad.accept(kept);
                }
            }
            page = page(sql, page.get(page.size() - 1).name());
        }
        return read;
    }

    /** Whether parts of it were erased, and an entry tells that this is what they left. */
    private boolean isRest(Kept kept) {
        return !kept.name().equals(kept.digest())
                && erasures.ask(kept.digest(), kept.content()) == Erasures.Answer.ERASED;
    }

    /** Where the erasure is not as it was written, it may be that and not the record: somewhere up to the end. */
    private Flaw changed(Kept kept) {
        Flaw flaw = flawIn(
                first("upgrade_key = ? and kind = 'record-sealed'", kept.name()),
                "The sealed record of " + kept.name() + " does not have the digest it was sealed with: it was changed");
        if (flaw.entry() == 0 || erasures.ask(kept.digest(), kept.content()) != Erasures.Answer.NO_LIST) {
            return flaw;
        }
        long end =
                jdbc.sql("select max(seq) from ledger_entry").query(Long.class).single() + 1;
        return new Flaw(
                flaw.entry(),
                Math.max(flaw.entry(), end),
                flaw.sentence() + ". An erasure is said to have left it so, but the entry that tells of it is not there"
                        + " as it was written");
    }

    private List<Kept> page(String sql, String after) {
        return jdbc.sql(sql)
                .params(after, PAGE)
                .query((found, row) -> new Kept(found.getString(1), found.getString(2), found.getString(3)))
                .list();
    }

    private Optional<Long> first(String condition, String value) {
        return jdbc.sql("select min(seq) from ledger_entry where " + condition)
                .param(value)
                .query((found, row) -> Optional.ofNullable(found.getObject(1, Long.class)))
                .single();
    }

    private static Flaw flawIn(Optional<Long> entry, String sentence) {
        return entry.map(seq -> Flaw.at(seq, sentence + ". Entry " + seq + " refers to it"))
                .orElseGet(() -> Flaw.elsewhere(sentence));
    }
}

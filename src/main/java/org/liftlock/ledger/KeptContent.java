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

    KeptContent(JdbcClient jdbc, Consumer<Flaw> flaws) {
        this.jdbc = jdbc;
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
                kept -> flaws.accept(flawIn(
                        first("upgrade_key = ? and kind = 'record-sealed'", kept.name()),
                        "The sealed record of " + kept.name() + " does not have the digest it was sealed with: it was"
                                + " changed")));
    }

    private List<String> unsealed() {
        return jdbc.sql("""
                        select upgrade_key from sealed_record
                        where not exists (select 1 from record_entry
                            where record_entry.upgrade_key = sealed_record.upgrade_key
                            and record_entry.kind = 'record-sealed'
                            and record_entry.evidence_digest = sealed_record.digest)
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
                if (!kept.isWhole() && found++ < MOST_FLAWS) {
                    bad.accept(kept);
                }
            }
            page = page(sql, page.get(page.size() - 1).name());
        }
        return read;
    }

    private List<Kept> page(String sql, String after) {
        return jdbc.sql(sql)
                .params(after, PAGE)
                .query((found, row) -> new Kept(found.getString(1), found.getString(2), found.getString(3)))
                .list();
    }

    private Optional<Long> first(String condition, String value) {
        return jdbc.sql("select min(seq) from record_entry where " + condition)
                .param(value)
                .query((found, row) -> Optional.ofNullable(found.getObject(1, Long.class)))
                .single();
    }

    private static Flaw flawIn(Optional<Long> entry, String sentence) {
        return entry.map(seq -> Flaw.at(seq, sentence + ". Entry " + seq + " refers to it"))
                .orElseGet(() -> Flaw.elsewhere(sentence));
    }
}

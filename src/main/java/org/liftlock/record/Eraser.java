package org.liftlock.record;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftlock.naming.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes contents away that the chain holds only the digests of. An entry tells of it, and has as its evidence the list of
 * all digests whose contents are gone: this list is what makes a missing content a lawful one.
 */
@Component
public class Eraser {

    /** Kind of the entries that tell of an erasure. Their own words and lists are never erased. */
    public static final String ERASED = "erased";

    private final JdbcClient jdbc;
    private final Journal journal;

    Eraser(JdbcClient jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    /**
     * What to erase.
     *
     * @param words digests of the words of entries
     * @param evidence digests of evidence
     * @param records for the digest a record was sealed with, what is left of it
     */
    public record Contents(Collection<Digest> words, Collection<Digest> evidence, Map<Digest, String> records) {

        public Contents {
            words = List.copyOf(words);
            evidence = List.copyOf(evidence);
            records = Map.copyOf(records);
        }

        public long pieces() {
            return (long) words.size() + evidence.size() + records.size();
        }
    }

    /** The line of the list that stands for words or evidence. */
    public static String line(Digest erased) {
        return "erased " + erased.hex();
    }

    /** The line of the list that stands for a sealed record of which something was erased. */
    public static String line(Digest sealed, Digest left) {
        return "record " + sealed.hex() + " now " + left.hex();
    }

    /** @param sentence when, by whom and why; it is what readers find in place of the words */
    @Transactional
    public void erase(Optional<String> upgrade, String actor, String sentence, Contents contents) {
        // A line of its own must not look like one of the list.
        String reason = sentence.replaceAll("\\R", " ");
        Stream<Digest> gone = Stream.concat(contents.words().stream(), contents.evidence().stream());
        String list = Stream.of(
                        Stream.of("list " + UUID.randomUUID(), reason),
                        gone.distinct().map(Eraser::line).sorted(),
                        contents.records().entrySet().stream()
                                .map(record -> line(record.getKey(), Digest.of(record.getValue())))
                                .sorted())
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
        Digest kept = journal.keepWithin(list);
        journal.tell(upgrade, actor, ERASED, Optional.of("R49"), reason, Optional.of(kept));
        contents.words().forEach(digest -> take("entry_words", digest, kept));
        contents.evidence().forEach(digest -> take("evidence", digest, kept));
        contents.records().forEach((digest, left) -> {
            jdbc.sql("update sealed_record set document = ? where digest = ?")
                    .params(left, digest.hex())
                    .update();
            point(digest, kept);
        });
    }

    private void take(String table, Digest digest, Digest list) {
        jdbc.sql("delete from " + table + " where digest = ?")
                .param(digest.hex())
                .update();
        point(digest, list);
    }

    private void point(Digest digest, Digest list) {
        int known = jdbc.sql("update erased_content set list_digest = ? where digest = ?")
                .params(list.hex(), digest.hex())
                .update();
        if (known == 0) {
            jdbc.sql("insert into erased_content (digest, list_digest) values (?, ?)")
                    .params(digest.hex(), list.hex())
                    .update();
        }
    }
}

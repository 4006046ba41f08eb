package org.liftlock.record;

import java.time.Instant;
import java.util.Optional;
import org.liftlock.naming.Digest;

/**
 * One link of the chain. It names people by their ids and holds nothing they have written: of words and evidence only
 * the digests, so that both can be erased and the chain still holds.
 *
 * @param words digest of {@link Words}
 * @param previous hash of the entry before, 64 zeros for the first
 */
public record Entry(
        long seq,
        Optional<String> upgrade,
        Instant at,
        String actor,
        String kind,
        Optional<String> rule,
        Digest words,
        Optional<Digest> evidence,
        String previous) {

    /** What the first entry names as the hash of the entry before. */
    public static final String ORIGIN = "0".repeat(64);

    public Digest hash() {
        return Digest.of(hashed());
    }

    /** Every field, each preceded by its length, so that no two entries read alike. */
    public String hashed() {
        StringBuilder text = new StringBuilder();
        add(text, Long.toString(seq));
        add(text, upgrade.orElse(""));
        add(text, at.toString());
        add(text, actor);
        add(text, kind);
        add(text, rule.orElse(""));
        add(text, words.hex());
        add(text, evidence.map(Digest::hex).orElse(""));
        add(text, previous);
        return text.toString();
    }

    private static void add(StringBuilder text, String field) {
        text.append(field.length()).append(':').append(field).append('\n');
    }
}

package org.liftlock.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.liftlock.record.Entry;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A sealed record with what shows, without Liftlock, that it is the one the ledger tells of: the entry of its sealing,
 * those after it up to the next checkpoint, and that checkpoint.
 *
 * @param record exactly as it was sealed
 * @param checkpoint empty while none was taken after the sealing
 */
public record RecordProof(String record, List<Entry> entries, Optional<Checkpoint> checkpoint) {

    public RecordProof {
        entries = List.copyOf(entries);
    }

    /** Empty when no record of this upgrade was sealed. */
    public static Optional<RecordProof> of(String upgradeKey, JdbcClient jdbc) {
        Optional<String> document = jdbc.sql("select document from sealed_record where upgrade_key = ?")
                .param(upgradeKey)
                .query(String.class)
                .optional();
        Optional<Long> sealed = jdbc.sql(
                        "select min(seq) from record_entry where upgrade_key = ? and kind = 'record-sealed'")
                .param(upgradeKey)
                .query((found, row) -> Optional.ofNullable(found.getObject(1, Long.class)))
                .single();
        return document.flatMap(record -> sealed.map(seq -> from(record, seq, jdbc)));
    }

    private static RecordProof from(String record, long sealed, JdbcClient jdbc) {
        Optional<Checkpoint> checkpoint = jdbc.sql("""
                        select line from ledger_checkpoint where seq >= ?
                        order by checkpoint_number fetch first 1 rows only
                        """)
                .param(sealed)
                .query((found, row) -> Checkpoint.parse(found.getString(1)))
                .optional();
        List<Entry> entries = jdbc.sql("select * from record_entry where seq between ? and ? order by seq")
                .params(sealed, checkpoint.map(Checkpoint::seq).orElse(sealed))
                .query((found, row) -> ChainWalk.entry(found)
                        .orElseThrow(() -> new IllegalStateException(
                                "An entry after " + sealed + " was changed; run verify-ledger")))
                .list();
        return new RecordProof(record, entries, checkpoint);
    }

    /** One file for each part; an entry as the very text its hash is made of, so that {@code sha256sum} gives the hash. */
    public void writeInto(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("record.json"), record);
            for (Entry entry : entries) {
                Files.writeString(folder.resolve("%012d.entry".formatted(entry.seq())), entry.hashed());
            }
            if (checkpoint.isPresent()) {
                Files.writeString(
                        folder.resolve("checkpoint.json"), checkpoint.get().line() + "\n");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The record cannot be written to " + folder, failed);
        }
    }
}

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
 * those after it up to the next checkpoint, and that checkpoint. When parts of it were erased, it begins with the entry of
 * the newest erasure instead, whose list names what was sealed and what is left.
 *
 * @param record exactly as it was sealed, or as an erasure has left it
 * @param erased the list of that erasure
 * @param checkpoint empty while none was taken after the sealing
 */
public record RecordProof(
        String record, Optional<String> erased, List<Entry> entries, Optional<Checkpoint> checkpoint) {

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
                        "select min(seq) from ledger_entry where upgrade_key = ? and kind = 'record-sealed'")
                .param(upgradeKey)
                .query((found, row) -> Optional.ofNullable(found.getObject(1, Long.class)))
                .single();
        Optional<Erased> erased = erased(upgradeKey, jdbc);
        return document.flatMap(record -> sealed.map(seq ->
                from(record, erased.map(Erased::list), erased.map(Erased::seq).orElse(seq), jdbc)));
    }

    private record Erased(long seq, String list) {}

    private static Optional<Erased> erased(String upgradeKey, JdbcClient jdbc) {
        return jdbc.sql("""
                        select ledger_entry.seq, evidence.content from sealed_record
                        join erased_content on erased_content.digest = sealed_record.digest
                        join ledger_entry on ledger_entry.evidence_digest = erased_content.list_digest
                            and ledger_entry.kind = 'erased'
                        join evidence on evidence.digest = erased_content.list_digest
                        where sealed_record.upgrade_key = ? order by ledger_entry.seq fetch first 1 rows only
                        """)
                .param(upgradeKey)
                .query((found, row) -> new Erased(found.getLong(1), found.getString(2)))
                .optional();
    }

    private static RecordProof from(String record, Optional<String> erased, long sealed, JdbcClient jdbc) {
        Optional<Checkpoint> checkpoint = jdbc.sql("""
                        select line from ledger_checkpoint where seq >= ?
                        order by checkpoint_number fetch first 1 rows only
                        """)
                .param(sealed)
                .query((found, row) -> Checkpoint.parse(found.getString(1)))
                .optional();
        List<Entry> entries = jdbc.sql("select * from ledger_entry where seq between ? and ? order by seq")
                .params(sealed, checkpoint.map(Checkpoint::seq).orElse(sealed))
                .query((found, row) -> ChainWalk.entry(found)
                        .orElseThrow(() -> new IllegalStateException(
                                "An entry after " + sealed + " was changed; run verify-ledger")))
                .list();
        return new RecordProof(record, erased, entries, checkpoint);
    }

    /** One file for each part; an entry as the very text its hash is made of, so that {@code sha256sum} gives the hash. */
    public void writeInto(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("record.json"), record);
            for (Entry entry : entries) {
                Files.writeString(folder.resolve("%012d.entry".formatted(entry.seq())), entry.hashed());
            }
            if (erased.isPresent()) {
                Files.writeString(folder.resolve("erased.list"), erased.get());
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

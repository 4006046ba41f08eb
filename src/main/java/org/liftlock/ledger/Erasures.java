package org.liftlock.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liftlock.naming.Digest;
import org.liftlock.record.Entry;
import org.liftlock.record.Eraser;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether an entry of the chain vouches for contents that are no longer there. */
final class Erasures {

    private static final int REMEMBERED = 50;

    private final JdbcClient jdbc;
    private final Map<String, Optional<Set<String>>> lists = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Set<String>>> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long found;

    Erasures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Answer {
        ERASED,
        /** Nobody says that it was erased, or who is said to does not. */
        DELETED,
        /** What is said to name it is not in the chain as it was written, so that is where to look. */
        NO_LIST
    }

    /** How many contents were missing and rightly so. */
    long found() {
        return found;
    }

    /** @param list digest of the list that is said to name it */
    Answer ask(String digest, Optional<String> list) {
        return has(list, Eraser.line(new Digest(digest)));
    }

    /** @param left what is there of a record that was sealed with this digest */
    Answer ask(String sealed, String left) {
        Optional<String> list = jdbc.sql("select list_digest from erased_content where digest = ?")
                .param(sealed)
                .query(String.class)
                .optional();
        return has(list, Eraser.line(new Digest(sealed), Digest.of(left)));
    }

    private Answer has(Optional<String> list, String line) {
        if (list.isEmpty()) {
            return Answer.DELETED;
        }
        Optional<Set<String>> lines = lists.computeIfAbsent(list.get(), this::read);
        if (lines.isEmpty()) {
            return Answer.NO_LIST;
        }
        if (!lines.get().contains(line)) {
            return Answer.DELETED;
        }
        found++;
        return Answer.ERASED;
    }

    /** Empty unless the list and an entry that refers to it are there as they were written. */
    private Optional<Set<String>> read(String list) {
        return jdbc.sql("""
                        select ledger_entry.*, evidence.content from ledger_entry
                        join evidence on evidence.digest = ledger_entry.evidence_digest
                        where ledger_entry.evidence_digest = ? and ledger_entry.kind = ?
                        order by ledger_entry.seq fetch first 1 rows only
                        """)
                .params(list, Eraser.ERASED)
                .query((row, number) -> {
                    String content = row.getString("content");
                    Optional<Entry> entry = ChainWalk.entry(row);
                    boolean genuine = entry.isPresent()
                            && entry.get().hash().hex().equals(row.getString("entry_hash"))
                            && entry.get().evidence().equals(Optional.of(Digest.of(content)));
                    return genuine
                            ? Optional.of(content.lines().collect(Collectors.toSet()))
                            : Optional.<Set<String>>empty();
                })
                .optional()
                .flatMap(lines -> lines);
    }
}

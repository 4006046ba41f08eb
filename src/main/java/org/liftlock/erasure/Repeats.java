package org.liftlock.erasure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liftlock.naming.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What timers, workers and other parts of Liftlock have written, where it repeats word for word what people have. */
final class Repeats {

    /** Shorter texts, such as "not now", stand in other sentences by chance. */
    private static final int LONG_ENOUGH = 10;

    private final JdbcClient jdbc;
    private final String key;
    private final List<String> texts;

    Repeats(JdbcClient jdbc, String key, Collection<String> texts) {
        this.jdbc = jdbc;
        this.key = key;
        this.texts = texts.stream()
                .filter(text -> text.strip().length() >= LONG_ENOUGH)
                .toList();
    }

    private record Found(String id, String text) {}

    /** Digests of the words of entries. */
    Set<Digest> said(Set<String> noPersons) {
        Set<Digest> words = new HashSet<>();
        jdbc.sql("""
                        select actor, words_digest, sentence from record_entry
                        where upgrade_key = ? and kind <> 'erased' and sentence is not null
                        """).param(key).query(row -> {
            if (noPersons.contains(row.getString("actor")) && repeats(row.getString("sentence"))) {
                words.add(new Digest(row.getString("words_digest")));
            }
        });
        return words;
    }

    /** @return what stood there */
    List<String> take(String notice) {
        List<String> taken = new ArrayList<>();
        taken.addAll(take("finding", "finding_id", "sentence", notice));
        taken.addAll(take("step", "step_id", "summary", notice));
        taken.addAll(take("step", "step_id", "answer", Redaction.mark(notice)));
        return taken;
    }

    private List<String> take(String table, String id, String column, String by) {
        List<Found> found = jdbc
                .sql("select cast(" + id + " as varchar(64)), " + column + " from " + table
                        + " where upgrade_key = ? and " + column + " is not null")
                .param(key)
                .query((row, number) -> new Found(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .filter(one -> repeats(one.text()))
                .toList();
        found.forEach(one -> jdbc.sql("update " + table + " set " + column + " = ? where upgrade_key = ? and cast(" + id
                        + " as varchar(64)) = ?")
                .params(by, key, one.id())
                .update());
        return found.stream().map(Found::text).toList();
    }

    /** In JSON quotes and line ends are written otherwise. */
    private boolean repeats(String written) {
        return texts.stream().anyMatch(text -> written.contains(text) || written.contains(Redaction.quoted(text)));
    }
}

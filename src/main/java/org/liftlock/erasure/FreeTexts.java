package org.liftlock.erasure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.naming.Digest;
import org.liftlock.record.Eraser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people have written about an upgrade, wherever it is kept, and how it is taken away. */
@Component
class FreeTexts {

    /** Parts of Liftlock that act under a name of their own. */
    private static final Set<String> NO_PERSONS =
            Set.of("worker", "timer", "process", "inventory", "outbox", "ledger", "system", "liftlock", "policy");

    /** Entries that tell of a message hold addresses, and have its text as their evidence. */
    private static final Set<String> OF_MESSAGES = Set.of("message-sent", "message-given-up");

    /** Their evidence is what others rely on: plans that were signed, models, lists of what was erased. */
    private static final Set<String> NOT_BY_HAND = Set.of("planned", "sealed", "record-sealed", Eraser.ERASED);

    private static final String OF_EFFECTS = "effect_id in (select effect_id from effect where upgrade_key = :key)";

    /**
     * A column that holds what somebody has written.
     *
     * @param person the column that says who
     */
    private record Column(String table, String column, String person, String rows) {

        Column(String table, String column, String person) {
            this(table, column, person, "upgrade_key = :key");
        }
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("upgrade", "reason_text", "requested_by"),
            new Column("approval", "remark", "approver"),
            new Column("directive", "reason", "ordered_by"),
            new Column("debt", "sentence", "taken_by"),
            new Column("debt", "review", "reviewed_by"),
            new Column("known_issue", "sentence", "noted_by"),
            new Column("evidence_file", "name", "added_by"),
            new Column("finding", "sentence", "subject", "upgrade_key = :key and origin = 'trouble-reported'"),
            new Column("closed_by_hand", "remark", "closed_by", OF_EFFECTS));

    /** Documents that repeat some of these texts. */
    private static final List<String> DOCUMENTS = List.of("request", "merged");

    private final JdbcClient jdbc;
    private final Eraser eraser;
    private final Traces traces;

    FreeTexts(JdbcClient jdbc, Eraser eraser, Traces traces) {
        this.jdbc = jdbc;
        this.eraser = eraser;
        this.traces = traces;
    }

    /**
     * @param person only what this one has written; empty for everybody
     * @param sentence when, by whom and why
     * @return how many texts are gone
     */
    long erase(String upgradeKey, Optional<String> person, String by, String sentence) {
        String notice = sentence.length() <= 900 ? sentence : sentence.substring(0, 899) + "…";
        Set<String> texts = new LinkedHashSet<>();
        long files = files(upgradeKey, person);
        COLUMNS.forEach(column -> texts.addAll(take(column, upgradeKey, person, notice)));
        long columns = texts.size();
        Repeats repeats = new Repeats(jdbc, upgradeKey, texts);
        Set<Digest> words = new HashSet<>();
        Set<Digest> evidence = new HashSet<>();
        said(upgradeKey, person, words, evidence);
        words.addAll(repeats.said(NO_PERSONS));
        texts.addAll(repeats.take(notice));
        texts.addAll(carried(upgradeKey, person, notice));
        texts.addAll(messages(upgradeKey, person, notice));
        Redaction redaction = new Redaction(texts, words, notice);
        DOCUMENTS.forEach(column -> redact(upgradeKey, column, redaction));
        eraser.erase(
                Optional.of(upgradeKey),
                by,
                sentence,
                new Eraser.Contents(words, evidence, records(upgradeKey, redaction)));
        traces.end(upgradeKey);
        return files + columns + words.size() + evidence.size();
    }

    private List<String> take(Column column, String key, Optional<String> person, String notice) {
        String where = " where " + column.rows() + " and " + column.column() + " is not null and (:person = '' or "
                + column.person() + " = :person)";
        List<String> texts = jdbc.sql("select " + column.column() + " from " + column.table() + where)
                .param("key", key)
                .param("person", person.orElse(""))
                .query(String.class)
                .list();
        jdbc.sql("update " + column.table() + " set " + column.column() + " = :notice" + where)
                .param("notice", notice)
                .param("key", key)
                .param("person", person.orElse(""))
                .update();
        return texts;
    }

    /**
     * Contents of files that were added as evidence.
     *
     * @return how many are gone
     */
    long files(String key, Optional<String> person) {
        return jdbc.sql("""
                        delete from evidence_bytes where file_id in (select file_id from evidence_file
                            where upgrade_key = :key and (:person = '' or added_by = :person))
                        """)
                .param("key", key)
                .param("person", person.orElse(""))
                .update();
    }

    /** Answers for "all like it", as the form was filled in; still a form afterwards. */
    private List<String> carried(String key, Optional<String> person, String notice) {
        String where = " where upgrade_key = :key and (:person = '' or decided_by = :person)";
        List<String> contents = jdbc.sql("select content from carried_answer" + where)
                .param("key", key)
                .param("person", person.orElse(""))
                .query(String.class)
                .list();
        jdbc.sql("update carried_answer set content = :mark" + where)
                .param("mark", Redaction.mark(notice))
                .param("key", key)
                .param("person", person.orElse(""))
                .update();
        return contents;
    }

    /**
     * They repeat what was said, and hold addresses. Those that are yet to be sent go as they are.
     *
     * @return what stood in them, for it stands in the sealed record as well
     */
    private List<String> messages(String key, Optional<String> person, String notice) {
        if (person.isPresent()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        jdbc.sql("select recipient, subject, text_body, html_body from message where upgrade_key = ?")
                .param(key)
                .query(row -> {
                    for (int column = 1; column <= 4; column++) {
                        Optional.ofNullable(row.getString(column)).ifPresent(texts::add);
                    }
                });
        jdbc.sql("""
                        update message set recipient = 'erased', subject = 'erased', text_body = ?, html_body = null
                        where upgrade_key = ? and (sent_at is not null or given_up_at is not null)
                        """).params(notice, key).update();
        return texts;
    }

    private void said(String key, Optional<String> person, Set<Digest> words, Set<Digest> evidence) {
        jdbc.sql("""
                        select actor, kind, words_digest, evidence_digest,
                            exists (select 1 from ledger_entry other where other.evidence_digest = entry.evidence_digest
                                and (other.upgrade_key is null or other.upgrade_key <> :key)) as shared
                        from ledger_entry entry
                        where upgrade_key = :key and kind <> 'erased' and (:person = '' or actor = :person)
                        """).param("key", key).param("person", person.orElse("")).query(row -> {
            boolean ofMessages = OF_MESSAGES.contains(row.getString("kind"));
            if (!NO_PERSONS.contains(row.getString("actor")) || ofMessages) {
                words.add(new Digest(row.getString("words_digest")));
                String digest = row.getString("evidence_digest");
                if (digest != null && !row.getBoolean("shared") && !NOT_BY_HAND.contains(row.getString("kind"))) {
                    evidence.add(new Digest(digest));
                }
            }
        });
    }

    private void redact(String key, String column, Redaction redaction) {
        String document = jdbc.sql("select " + column + " from upgrade where upgrade_key = ?")
                .param(key)
                .query(String.class)
                .single();
        jdbc.sql("update upgrade set " + column + " = ? where upgrade_key = ?")
                .params(redaction.of(document), key)
                .update();
    }

    private Map<Digest, String> records(String key, Redaction redaction) {
        Map<Digest, String> records = new HashMap<>();
        jdbc.sql("select digest, document from sealed_record where upgrade_key = ?")
                .param(key)
                .query(row -> {
                    records.put(new Digest(row.getString("digest")), redaction.of(row.getString("document")));
                });
        return records;
    }
}

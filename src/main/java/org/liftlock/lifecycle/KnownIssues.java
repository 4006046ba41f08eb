package org.liftlock.lifecycle;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Known issues, follow-ups and lessons: entries with an owner and a due date, never lost in a text (R47, R48). */
@Component
public class KnownIssues {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Journal journal;

    KnownIssues(JdbcClient jdbc, Clock clock, Journal journal) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.journal = journal;
    }

    /** What an entry is. */
    public enum Kind {
        KNOWN_ISSUE,
        FOLLOW_UP,
        LESSON
    }

    /** @param due the day by which its owner has settled it */
    public record Entry(Kind kind, String sentence, String owner, LocalDate due) {

        public Entry {
            if (sentence == null || sentence.isBlank()) {
                throw new IllegalArgumentException("R47: an entry says in a sentence what is open");
            }
            if (sentence.length() > 1000) {
                throw new IllegalArgumentException("R47: an entry is a sentence of at most 1000 characters, not "
                        + sentence.length() + "; keep the rest in a ticket and name that");
            }
            if (owner == null || owner.isBlank()) {
                throw new IllegalArgumentException("R47: \"" + sentence + "\" has no owner; name a person");
            }
            if (owner.length() > 64) {
                throw new IllegalArgumentException("R47: an owner is one person, in at most 64 characters");
            }
            if (due == null) {
                throw new IllegalArgumentException("R47: \"" + sentence + "\" has no due date; name a day");
            }
        }
    }

    @Transactional
    public void note(String upgradeKey, Entry entry, String by) {
        jdbc.sql("""
                        insert into known_issue (upgrade_key, kind, sentence, owner, due, noted_by, noted_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(upgradeKey)
                .param(entry.kind().name())
                .param(entry.sentence())
                .param(entry.owner())
                .param(Date.valueOf(entry.due()))
                .param(by)
                .param(Timestamp.from(clock.instant()))
                .update();
        journal.tell(
                Optional.of(upgradeKey),
                by,
                "known-issue",
                Optional.of("R47"),
                entry.sentence() + " (" + entry.owner() + ", until " + entry.due() + ")",
                Optional.empty());
    }

    public List<Entry> of(String upgradeKey) {
        return jdbc.sql("select kind, sentence, owner, due from known_issue where upgrade_key = ? order by issue_id")
                .param(upgradeKey)
                .query((found, row) -> new Entry(
                        Kind.valueOf(found.getString(1)),
                        found.getString(2),
                        found.getString(3),
                        found.getDate(4).toLocalDate()))
                .list();
    }
}

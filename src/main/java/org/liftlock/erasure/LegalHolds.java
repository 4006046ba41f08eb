package org.liftlock.erasure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** As long as a hold stands on an upgrade, its system, or a person who acted in it, nothing of it is erased. */
@Component
public class LegalHolds {

    private static final String COLUMNS =
            "select hold_id, subject_kind, subject, reason, reference, set_by, set_at from legal_hold ";

    private final JdbcClient jdbc;
    private final Journal journal;
    private final Clock clock;

    LegalHolds(JdbcClient jdbc, Journal journal, Clock clock) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * A hold that stands.
     *
     * @param reference of the case it is for
     */
    public record Hold(long id, Subject subject, String reason, String reference, String setBy, Instant setAt) {

        public String words() {
            return "a legal hold on " + subject.words() + " (" + reference + ", set by " + setBy + ")";
        }
    }

    @Transactional
    public void set(Subject subject, String reason, String reference, String by) {
        String why = Reason.of(reason);
        String of = Reason.of(reference);
        require(subject);
        lock();
        jdbc.sql("""
                        insert into legal_hold (subject_kind, subject, reason, reference, set_by, set_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(subject.kind().name(), subject.id(), why, of, by, Timestamp.from(clock.instant()))
                .update();
        tell(subject, by, "hold-set", "Legal hold on " + subject.words() + " set, reference " + of + ": " + why);
    }

    @Transactional
    public void lift(long id, String reason, String by) {
        String why = Reason.of(reason);
        Hold hold = jdbc.sql(COLUMNS + "where hold_id = ? and lifted_at is null for update")
                .param(id)
                .query((row, number) -> hold(row))
                .optional()
                .orElseThrow(() -> new Refused("There is no legal hold " + id + " that stands; reload the page"));
        jdbc.sql("update legal_hold set lifted_by = ?, lifted_at = ?, lifted_because = ? where hold_id = ?")
                .params(by, Timestamp.from(clock.instant()), why, id)
                .update();
        tell(
                hold.subject(),
                by,
                "hold-lifted",
                "Legal hold on " + hold.subject().words() + " lifted, reference " + hold.reference() + ": " + why);
    }

    public List<Hold> standing() {
        return jdbc.sql(COLUMNS + "where lifted_at is null order by hold_id")
                .query((row, number) -> hold(row))
                .list();
    }

    /** What keeps the contents of an upgrade. */
    public List<Hold> on(String upgradeKey) {
        return jdbc.sql(COLUMNS + """
                        where lifted_at is null and (subject_kind = 'UPGRADE' and subject = :key
                            or subject_kind = 'SYSTEM'
                                and subject in (select system_id from upgrade where upgrade_key = :key)
                            or subject_kind = 'PERSON' and (
                                subject in (select actor from ledger_entry where upgrade_key = :key)
                                or subject in (select requested_by from upgrade where upgrade_key = :key)))
                        order by hold_id
                        """)
                .param("key", upgradeKey)
                .query((row, number) -> hold(row))
                .list();
    }

    Optional<Hold> onPerson(String person) {
        return jdbc
                .sql(COLUMNS + "where lifted_at is null and subject_kind = 'PERSON' and subject = ? order by hold_id")
                .param(person)
                .query((row, number) -> hold(row))
                .list()
                .stream()
                .findFirst();
    }

    /** Until the end of the transaction no hold is set by others: what was looked at before erasing still holds. */
    void lock() {
        jdbc.sql("select id from erasure_lock where id = 1 for update")
                .query(Integer.class)
                .single();
    }

    private void require(Subject subject) {
        String found = switch (subject.kind()) {
            case UPGRADE -> "select count(*) from upgrade where upgrade_key = ?";
            case SYSTEM -> "select count(*) from description where layer = 'SYSTEM' and name = ?";
            case PERSON -> "";
        };
        if (!found.isEmpty()
                && jdbc.sql(found).param(subject.id()).query(Integer.class).single() == 0) {
            throw new Refused("There is no " + subject.kind().name().toLowerCase() + " " + subject.id()
                    + ": a hold on it would keep nothing. Check the spelling");
        }
    }

    private void tell(Subject subject, String by, String kind, String sentence) {
        Optional<String> upgrade =
                subject.kind() == Subject.Kind.UPGRADE ? Optional.of(subject.id()) : Optional.empty();
        journal.tell(upgrade, by, kind, Optional.of("R49"), sentence, Optional.<Digest>empty());
    }

    private static Hold hold(ResultSet row) throws SQLException {
        return new Hold(
                row.getLong("hold_id"),
                new Subject(Subject.Kind.valueOf(row.getString("subject_kind")), row.getString("subject")),
                row.getString("reason"),
                row.getString("reference"),
                row.getString("set_by"),
                row.getObject("set_at", OffsetDateTime.class).toInstant());
    }
}

package org.liftlock.erasure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.naming.Digest;
import org.liftlock.record.Eraser;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Erasures that somebody asks for: another person confirms, then they are done and told in the record. */
@Component
public class Erasures {

    private final JdbcClient jdbc;
    private final FreeTexts texts;
    private final Names names;
    private final LegalHolds holds;
    private final Eraser eraser;
    private final Journal journal;
    private final Clock clock;

    Erasures(
            JdbcClient jdbc,
            FreeTexts texts,
            Names names,
            LegalHolds holds,
            Eraser eraser,
            Journal journal,
            Clock clock) {
        this.jdbc = jdbc;
        this.texts = texts;
        this.names = names;
        this.holds = holds;
        this.eraser = eraser;
        this.journal = journal;
        this.clock = clock;
    }

    public enum What {
        /** Name and mail address of an account; its id stays. */
        NAME,
        /** What people have written about an upgrade, or what one person has written about all of them. */
        TEXTS
    }

    public enum Standing {
        ASKED,
        DONE,
        REFUSED
    }

    /**
     * An erasure that was asked for.
     *
     * @param decidedBy empty while nobody has
     */
    public record Erasure(
            long id,
            What what,
            Subject subject,
            String reason,
            String askedBy,
            Instant askedAt,
            Standing standing,
            Optional<String> decidedBy) {

        public String words() {
            return what == What.NAME
                    ? "name and mail address of " + subject.id()
                    : subject.kind() == Subject.Kind.PERSON
                            ? "what " + subject.id() + " has written"
                            : "what people have written about " + subject.id();
        }
    }

    @Transactional
    public long ask(What what, Subject subject, String reason, String by) {
        if (what == null || what == What.NAME && subject.kind() != Subject.Kind.PERSON) {
            throw new IllegalArgumentException("Erase the NAME of a person, or the TEXTS of an upgrade or a person");
        }
        if (subject.kind() == Subject.Kind.SYSTEM) {
            throw new IllegalArgumentException("Texts are erased by upgrade or by person, not by system");
        }
        Erasure asked =
                new Erasure(0, what, subject, Reason.of(reason), by, clock.instant(), Standing.ASKED, Optional.empty());
        require(asked);
        jdbc.sql("""
                        insert into erasure (what, subject_kind, subject, reason, asked_by, asked_at, standing)
                        values (?, ?, ?, ?, ?, ?, 'ASKED')
                        """)
                .params(
                        what.name(),
                        subject.kind().name(),
                        subject.id(),
                        asked.reason(),
                        by,
                        Timestamp.from(asked.askedAt()))
                .update();
        tell(by, "erasure-asked", "Asked to erase " + asked.words() + ": " + asked.reason());
        return jdbc.sql("select max(erasure_id) from erasure where asked_by = ?")
                .param(by)
                .query(Long.class)
                .single();
    }

    /** @return how many texts are gone */
    @Transactional
    public long confirm(long id, String by) {
        holds.lock();
        Erasure asked = open(id);
        if (asked.askedBy().equals(by)) {
            throw new Refused("You have asked for this erasure yourself; another person has to confirm it");
        }
        if (asked.subject().kind() == Subject.Kind.PERSON
                && asked.subject().id().equals(by)) {
            throw new Refused("This erasure is about you; another person has to confirm it");
        }
        require(asked);
        String sentence = "Erased on " + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + " by " + by
                + ", asked for by " + asked.askedBy() + ": " + asked.words() + ". Reason: " + asked.reason();
        long gone = 0;
        if (asked.what() == What.NAME) {
            names.erase(asked.subject().id());
            eraser.erase(Optional.empty(), by, sentence, new Eraser.Contents(List.of(), List.of(), Map.of()));
            gone = 1;
        } else {
            Optional<String> person = Optional.of(asked.subject().id())
                    .filter(one -> asked.subject().kind() == Subject.Kind.PERSON);
            for (String key : upgrades(asked.subject())) {
                gone += texts.erase(key, person, by, sentence);
            }
        }
        settle(id, Standing.DONE, by);
        return gone;
    }

    @Transactional
    public void refuse(long id, String by) {
        holds.lock();
        Erasure asked = open(id);
        settle(id, Standing.REFUSED, by);
        tell(by, "erasure-refused", "Refused to erase " + asked.words() + ", asked for by " + asked.askedBy());
    }

    /** The newest first. */
    public List<Erasure> all() {
        return jdbc.sql("select * from erasure order by erasure_id desc fetch first 200 rows only")
                .query((row, number) -> erasure(row))
                .list();
    }

    private void require(Erasure asked) {
        if (asked.subject().kind() == Subject.Kind.PERSON) {
            holds.onPerson(asked.subject().id()).ifPresent(hold -> {
                throw held(asked, hold);
            });
        }
        if (asked.what() == What.NAME) {
            names.require(asked.subject().id());
            return;
        }
        List<String> keys = upgrades(asked.subject());
        if (keys.isEmpty()) {
            throw new Refused("There is nothing to erase: no upgrade has the key, or no person of this id has acted in"
                    + " one. Check the spelling of " + asked.subject().id());
        }
        for (String key : keys) {
            holds.on(key).stream().findFirst().ifPresent(hold -> {
                throw held(asked, hold);
            });
            if (isOpen(key)) {
                throw new Refused(key + " is not closed yet, and what was written about it is still needed. Ask again"
                        + " when it is closed");
            }
        }
    }

    private static Refused held(Erasure asked, LegalHolds.Hold hold) {
        return new Refused("The " + (asked.what() == What.NAME ? "name" : "texts") + " must stay: there is "
                + hold.words() + ". Ask again when it is lifted");
    }

    private boolean isOpen(String key) {
        return jdbc.sql("select count(*) from upgrade where upgrade_key = ? and stage <> 'CLOSED'")
                        .param(key)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private List<String> upgrades(Subject subject) {
        return jdbc.sql(
                        subject.kind() == Subject.Kind.UPGRADE
                                ? "select upgrade_key from upgrade where upgrade_key = ?"
                                : "select distinct ledger_entry.upgrade_key from ledger_entry join upgrade"
                                        + " on upgrade.upgrade_key = ledger_entry.upgrade_key"
                                        + " where actor = ? order by 1")
                .param(subject.id())
                .query(String.class)
                .list();
    }

    private Erasure open(long id) {
        return jdbc.sql("select * from erasure where erasure_id = ? and standing = 'ASKED'")
                .param(id)
                .query((row, number) -> erasure(row))
                .optional()
                .orElseThrow(() -> new Refused("Nobody asks for an erasure " + id + " any more; reload the page"));
    }

    private void settle(long id, Standing standing, String by) {
        jdbc.sql("update erasure set standing = ?, decided_by = ?, decided_at = ? where erasure_id = ?")
                .params(standing.name(), by, Timestamp.from(clock.instant()), id)
                .update();
    }

    private void tell(String by, String kind, String sentence) {
        journal.tell(Optional.empty(), by, kind, Optional.of("R49"), sentence, Optional.<Digest>empty());
    }

    private static Erasure erasure(ResultSet row) throws SQLException {
        return new Erasure(
                row.getLong("erasure_id"),
                What.valueOf(row.getString("what")),
                new Subject(Subject.Kind.valueOf(row.getString("subject_kind")), row.getString("subject")),
                row.getString("reason"),
                row.getString("asked_by"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                Standing.valueOf(row.getString("standing")),
                Optional.ofNullable(row.getString("decided_by")));
    }
}

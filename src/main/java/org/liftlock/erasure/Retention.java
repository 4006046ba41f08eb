package org.liftlock.erasure;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liftlock.naming.Digest;
import org.liftlock.record.Eraser;
import org.liftlock.record.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases each night what was kept long enough: contents, never entries, and nothing under a legal hold. Each upgrade is a
 * transaction of its own; what was not done is done the next night.
 */
@Component
class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final String TIMER = "timer";
    private static final int PAGE = 200;

    enum Kept {
        LOGS("logs of steps and checks"),
        EVIDENCE("evidence"),
        RECORD("what people have written");

        private final String words;

        Kept(String words) {
            this.words = words;
        }
    }

    private static final String LOGS_OF = """
            select log_digest as digest from effect where upgrade_key = :key and log_digest is not null
            union select log_digest from check_result where upgrade_key = :key and log_digest is not null
            """;

    private static final String EVIDENCE_OF = """
            select evidence_digest as digest from check_result where upgrade_key = :key
            union select evidence_digest from ledger_entry where upgrade_key = :key and evidence_digest is not null
                and kind not in ('planned', 'sealed', 'record-sealed', 'erased')
            """;

    /** What an upgrade whose turn has not come, or something that is no upgrade, refers to as well stays. */
    private static final String NEEDED_ELSEWHERE = """
            and not exists (select 1 from check_result other where other.evidence_digest = mine.digest
                and other.upgrade_key <> :key and not exists (select 1 from retention_done done
                    where done.upgrade_key = other.upgrade_key and done.kept = :kept))
            and not exists (select 1 from check_result other where other.log_digest = mine.digest
                and other.upgrade_key <> :key and not exists (select 1 from retention_done done
                    where done.upgrade_key = other.upgrade_key and done.kept = :kept))
            and not exists (select 1 from effect other where other.log_digest = mine.digest
                and other.upgrade_key <> :key and not exists (select 1 from retention_done done
                    where done.upgrade_key = other.upgrade_key and done.kept = :kept))
            and not exists (select 1 from ledger_entry other where other.evidence_digest = mine.digest
                and (other.upgrade_key is null or other.upgrade_key <> :key and not exists (
                    select 1 from retention_done done
                    where done.upgrade_key = other.upgrade_key and done.kept = :kept)))
            and not exists (select 1 from inventory_state state where state.content_digest = mine.digest)
            """;

    private final JdbcClient jdbc;
    private final FreeTexts texts;
    private final Eraser eraser;
    private final LegalHolds holds;
    private final Journal journal;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Map<Kept, KeepFor> terms;

    Retention(
            JdbcClient jdbc,
            FreeTexts texts,
            Eraser eraser,
            LegalHolds holds,
            Journal journal,
            Clock clock,
            TransactionTemplate transaction,
            @Value("${liftlock.retention.logs:P365D}") String logs,
            @Value("${liftlock.retention.evidence:P1095D}") String evidence,
            @Value("${liftlock.retention.record:P3650D}") String record) {
        this.jdbc = jdbc;
        this.texts = texts;
        this.eraser = eraser;
        this.holds = holds;
        this.journal = journal;
        this.clock = clock;
        this.transaction = transaction;
        this.terms = Map.of(
                Kept.LOGS, KeepFor.of("liftlock.retention.logs", logs),
                Kept.EVIDENCE, KeepFor.of("liftlock.retention.evidence", evidence),
                Kept.RECORD, KeepFor.of("liftlock.retention.record", record));
    }

    private record Closed(String key, Optional<String> level, Instant at) {}

    /** On each node; the second one finds nothing left. */
    @Scheduled(cron = "${liftlock.retention.run:0 10 3 * * *}")
    void run() {
        List<String> told = new ArrayList<>();
        int held = 0;
        for (Kept kept : Kept.values()) {
            long pieces = 0;
            int upgrades = 0;
            for (Closed due : due(kept)) {
                Optional<Long> gone = transaction.execute(status -> erase(kept, due));
                held += gone.isEmpty() ? 1 : 0;
                upgrades += gone.isPresent() ? 1 : 0;
                pieces += gone.orElse(0L);
            }
            if (upgrades > 0) {
                told.add(kept.words + " of " + upgrades + (upgrades == 1 ? " upgrade" : " upgrades") + " (" + pieces
                        + (pieces == 1 ? " piece)" : " pieces)"));
            }
        }
        if (!told.isEmpty()) {
            String sentence = "Kept long enough and erased: " + String.join(", ", told)
                    + (held == 0 ? "" : "; " + held + " kept by a legal hold");
            journal.tell(
                    Optional.empty(), TIMER, "retention-run", Optional.of("R49"), sentence, Optional.<Digest>empty());
            LOG.info("{}", sentence);
        }
    }

    private List<Closed> due(Kept kept) {
        Instant now = clock.instant();
        KeepFor term = terms.get(kept);
        List<Closed> due = new ArrayList<>();
        String after = "";
        List<Closed> page = page(kept, now.minus(term.shortest()), after);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(closed ->
                            !closed.at().plus(term.after(closed.level())).isAfter(now))
                    .forEach(due::add);
            after = page.get(page.size() - 1).key();
            page = page(kept, now.minus(term.shortest()), after);
        }
        return due;
    }

    private List<Closed> page(Kept kept, Instant until, String after) {
        return jdbc.sql("""
                        select upgrade_key, control_level, closed_at from upgrade
                        where closed_at <= ? and upgrade_key > ? and not exists (select 1 from retention_done
                            where retention_done.upgrade_key = upgrade.upgrade_key and kept = ?)
                        order by upgrade_key limit ?
                        """)
                .params(Timestamp.from(until), after, kept.name(), PAGE)
                .query((row, number) -> new Closed(
                        row.getString(1),
                        Optional.ofNullable(row.getString(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** @return how many pieces are gone; empty when a hold keeps them */
    private Optional<Long> erase(Kept kept, Closed due) {
        holds.lock();
        if (!holds.on(due.key()).isEmpty()) {
            return Optional.empty();
        }
        String sentence = "Erased on " + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + " by " + TIMER + ": "
                + kept.words + ". Reason: kept for "
                + terms.get(kept).after(due.level()).toDays() + " days after the upgrade was closed";
        long gone = kept == Kept.RECORD
                ? texts.erase(due.key(), Optional.empty(), TIMER, sentence)
                : contents(kept, due.key(), sentence);
        int first = jdbc.sql("""
                        insert into retention_done (upgrade_key, kept, done_at)
                        select ?, ?, ? from erasure_lock where not exists (
                            select 1 from retention_done where upgrade_key = ? and kept = ?)
                        """)
                .params(due.key(), kept.name(), Timestamp.from(clock.instant()), due.key(), kept.name())
                .update();
        return Optional.of(first == 0 ? 0 : gone);
    }

    private long contents(Kept kept, String key, String sentence) {
        Set<Digest> digests = new HashSet<>(jdbc
                .sql("select mine.digest from (" + (kept == Kept.LOGS ? LOGS_OF : EVIDENCE_OF)
                        + ") mine where exists (select 1 from evidence where evidence.digest = mine.digest) "
                        + NEEDED_ELSEWHERE)
                .param("key", key)
                .param("kept", kept.name())
                .query(String.class)
                .list()
                .stream()
                .map(Digest::new)
                .collect(Collectors.toSet()));
        if (!digests.isEmpty()) {
            eraser.erase(Optional.of(key), TIMER, sentence, new Eraser.Contents(List.of(), digests, Map.of()));
        }
        return digests.size() + (kept == Kept.EVIDENCE ? texts.files(key, Optional.empty()) : 0);
    }
}

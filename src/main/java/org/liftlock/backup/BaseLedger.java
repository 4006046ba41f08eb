package org.liftlock.backup;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the bases that were restored and compared before the window; others are not in it. */
@Component
class BaseLedger {

    private final JdbcClient jdbc;
    private final Clock clock;

    BaseLedger(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param begunAt in domain time: what was written before is in it */
    record Proven(Base base, Instant begunAt) {}

    /** Saving the same one again changes nothing. */
    @Transactional
    void save(BackupReceipt receipt, TrialReport report) {
        BackupFacts facts = receipt.facts();
        boolean known = newest(facts.upgrade(), facts.item(), facts.target())
                .filter(proven -> proven.base().manifest().equals(receipt.digest()))
                .isPresent();
        if (known) {
            return;
        }
        jdbc.sql("""
                        insert into base_backup (upgrade_key, unit_id, item, target, attempt, location, digest, size_bytes,
                            begun_at, restore_millis, report, proven_at)
                        values (:upgrade, :unit, :item, :target, :attempt, :location, :digest, :size, :begunAt,
                            :restoreMillis, :report, :provenAt)
                        """)
                .param("upgrade", facts.upgrade())
                .param("unit", facts.unit())
                .param("item", facts.item().toString())
                .param("target", facts.target().toString())
                .param("attempt", facts.attempt())
                .param("location", receipt.location())
                .param("digest", receipt.digest().hex())
                .param("size", receipt.size())
                .param("begunAt", facts.pointInTime().atOffset(ZoneOffset.UTC))
                .param("restoreMillis", report.restoreMillis())
                .param("report", String.join("\n", report.compared()))
                .param("provenAt", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Proven> newest(String upgrade, ItemName item, TargetId target) {
        return jdbc.sql("""
                        select location, digest, begun_at from base_backup
                        where upgrade_key = ? and item = ? and target = ?
                        order by begun_at desc, attempt desc fetch first 1 rows only
                        """)
                .params(upgrade, item.toString(), target.toString())
                .query((found, row) -> new Proven(
                        new Base(found.getString(1), new Digest(found.getString(2))),
                        found.getObject(3, OffsetDateTime.class).toInstant()))
                .optional();
    }
}

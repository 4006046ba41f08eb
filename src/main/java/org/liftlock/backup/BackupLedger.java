package org.liftlock.backup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liftlock.effect.StepWork;
import org.liftlock.naming.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what was backed up, what the verifier said, and the proofs that follow from it. Nothing in it is changed. */
@Component
public class BackupLedger {

    private final JdbcClient jdbc;
    private final Clock clock;

    BackupLedger(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Saves the receipt of a backup; saving the same one again changes nothing. */
    @Transactional
    public StoredBackup save(BackupReceipt receipt) {
        String id = id(receipt.facts());
        Optional<StoredBackup> known = find(id);
        if (known.isPresent()) {
            return same(known.get(), receipt);
        }
        BackupFacts facts = receipt.facts();
        jdbc.sql("""
                        insert into backup (backup_id, upgrade_key, unit_id, item, attempt, location, digest,
                            size_bytes, point_in_time, writes_stopped_by, tool, store_version, keep_until, receipt,
                            taken_at)
                        values (:id, :upgrade, :unit, :item, :attempt, :location, :digest, :size, :pointInTime,
                            :writesStoppedBy, :tool, :storeVersion, :keepUntil, :receipt, :takenAt)
                        """)
                .param("id", id)
                .param("upgrade", facts.upgrade())
                .param("unit", facts.unit())
                .param("item", facts.item().toString())
                .param("attempt", facts.attempt())
                .param("location", receipt.location())
                .param("digest", receipt.digest().hex())
                .param("size", receipt.size())
                .param("pointInTime", timestamp(facts.pointInTime()))
                .param("writesStoppedBy", cut(facts.writesStoppedBy(), 300))
                .param("tool", cut(facts.tool(), 200))
                .param("storeVersion", cut(facts.storeVersion(), 100))
                .param("keepUntil", timestamp(facts.keepUntil()))
                .param("receipt", receipt.toJson())
                .param("takenAt", timestamp(clock.instant()))
                .update();
        return new StoredBackup(id, receipt);
    }

    /** Saves a verdict about a backup that was saved before. */
    @Transactional
    public void save(BackupVerdict verdict) {
        if (verdict instanceof BackupVerdict.Verified verified) {
            VerifiedBackup backup = verified.backup();
            insert(
                    backup.receipt(),
                    "PASSED",
                    backup.says(),
                    backup.restoreTime().toMillis(),
                    String.join("\n", backup.compared()));
        } else if (verdict instanceof BackupVerdict.Rejected rejected) {
            insert(rejected.receipt(), "REJECTED", rejected.reason(), 0, rejected.whatToDo());
        }
    }

    /**
     * Makes the proof of a unit, when each of its items was backed up in the newest attempt and that backup passed. Made
     * again it is the same proof; a verification that served a spent proof serves no other.
     */
    @Transactional
    public Optional<StepWork.Proof> makeProof(String unit, String upgrade) {
        List<Verdict> verdicts = verdicts(unit, upgrade);
        if (verdicts.isEmpty()
                || verdicts.stream().anyMatch(verdict -> verdict.passed().isEmpty())) {
            return Optional.empty();
        }
        String id = Digest.of(verdicts.toString()).hex().substring(0, 32);
        // Where every target has a backup of its own, all have passed, and one of them stands for the item.
        Map<Integer, Verdict> items = new TreeMap<>();
        verdicts.forEach(verdict -> items.putIfAbsent(verdict.position(), verdict));
        if (!isMade(id)) {
            insertProof(id, unit, upgrade, items.values());
        }
        return Optional.of(new StepWork.Proof(id, unit, upgrade, items.size()));
    }

    /** The newest proof of a unit that may still be used for a change. */
    public Optional<StepWork.Proof> usableProof(String unit, String upgrade) {
        return jdbc
                .sql("""
                        select p.proof_id, u.item_count
                        from proof p join unit_of_change u on u.unit_id = p.unit_id
                        where p.unit_id = :unit and p.upgrade_key = :upgrade and p.spent_at is null
                        order by p.made_at desc, p.proof_id
                        """)
                .param("unit", unit)
                .param("upgrade", upgrade)
                .query((row, number) -> new StepWork.Proof(row.getString(1), unit, upgrade, row.getInt(2)))
                .list()
                .stream()
                .findFirst();
    }

    /** The newest proof of a unit, spent or not: for the step that destroys the way back by the old version. */
    public Optional<StepWork.Proof> proofOf(String unit, String upgrade) {
        return jdbc
                .sql("""
                        select p.proof_id, u.item_count
                        from proof p join unit_of_change u on u.unit_id = p.unit_id
                        where p.unit_id = :unit and p.upgrade_key = :upgrade
                        order by p.made_at desc, p.proof_id
                        """)
                .param("unit", unit)
                .param("upgrade", upgrade)
                .query((row, number) -> new StepWork.Proof(row.getString(1), unit, upgrade, row.getInt(2)))
                .list()
                .stream()
                .findFirst();
    }

    /**
     * What to restore an item from: its newest backups that passed, one for each target that has its own. For a restore
     * it does not matter whether their proof is spent.
     */
    public List<StoredBackup> newestPassed(String unit, ItemName item) {
        return jdbc.sql("""
                        select b.backup_id, b.receipt
                        from backup b
                        where b.unit_id = :unit and b.item = :item
                          and b.attempt = (select max(n.attempt)
                                           from backup n join verification v on v.backup_id = n.backup_id
                                           where n.unit_id = b.unit_id and n.item = b.item and v.verdict = 'PASSED')
                          and exists (select 1 from verification v
                                      where v.backup_id = b.backup_id and v.verdict = 'PASSED')
                        order by b.backup_id
                        """)
                .param("unit", unit)
                .param("item", item.toString())
                .query(BackupLedger::stored)
                .list();
    }

    /** What the newest attempt of a unit backed up, in the order of its items. */
    public List<StoredBackup> newest(String unit) {
        return jdbc.sql("""
                        select b.backup_id, b.receipt
                        from backup b join unit_item i on i.unit_id = b.unit_id and i.item = b.item
                        where b.unit_id = :unit
                          and b.attempt = (select max(n.attempt) from backup n where n.unit_id = b.unit_id)
                        order by i.item_order, b.backup_id
                        """).param("unit", unit).query(BackupLedger::stored).list();
    }

    private record Verdict(int position, String item, Optional<String> passed) {}

    /**
     * For each item of the unit, and each backup of it in the newest attempt, the newest verdict, when it is PASSED and
     * has not served a proof that is spent.
     */
    private List<Verdict> verdicts(String unit, String upgrade) {
        return jdbc.sql("""
                        select i.item_order, i.item, v.verification_id
                        from unit_item i
                        left join backup b on b.unit_id = i.unit_id and b.item = i.item and b.upgrade_key = :upgrade
                            and b.attempt = (select max(n.attempt) from backup n where n.unit_id = i.unit_id)
                        left join verification v on v.backup_id = b.backup_id and v.verdict = 'PASSED'
                            and v.verification_id = (select max(m.verification_id) from verification m
                                                     where m.backup_id = b.backup_id)
                            and not exists (select 1 from proof_item s join proof p on p.proof_id = s.proof_id
                                            where s.verification_id = v.verification_id
                                              and p.spent_at is not null)
                        where i.unit_id = :unit
                        order by i.item_order, v.verification_id
                        """)
                .param("unit", unit)
                .param("upgrade", upgrade)
                .query((row, number) ->
                        new Verdict(row.getInt(1), row.getString(2), Optional.ofNullable(row.getString(3))))
                .list();
    }

    private void insertProof(String id, String unit, String upgrade, Collection<Verdict> items) {
        jdbc.sql("""
                        insert into proof (proof_id, unit_id, upgrade_key, made_at)
                        values (:id, :unit, :upgrade, :now)
                        """)
                .param("id", id)
                .param("unit", unit)
                .param("upgrade", upgrade)
                .param("now", timestamp(clock.instant()))
                .update();
        for (Verdict item : items) { // a handful, and each refers to the one before it
            jdbc.sql("""
                            insert into proof_item (proof_id, unit_id, upgrade_key, item_order, previous_order, item,
                                verification_id, verdict)
                            values (:id, :unit, :upgrade, :position, :previous, :item, :verification, 'PASSED')
                            """)
                    .param("id", id)
                    .param("unit", unit)
                    .param("upgrade", upgrade)
                    .param("position", item.position())
                    .param("previous", item.position() == 1 ? null : item.position() - 1, Types.INTEGER)
                    .param("item", item.item())
                    .param("verification", item.passed().orElseThrow())
                    .update();
        }
    }

    private void insert(BackupReceipt receipt, String verdict, String reason, long restoreMillis, String report) {
        BackupFacts facts = receipt.facts();
        String backup = id(facts);
        long earlier = jdbc.sql("select count(*) from verification where backup_id = :backup")
                .param("backup", backup)
                .query(Long.class)
                .single();
        jdbc.sql("""
                        insert into verification (verification_id, upgrade_key, unit_id, item, backup_id, verdict,
                            reason, restore_millis, report, verified_at)
                        values (:id, :upgrade, :unit, :item, :backup, :verdict, :reason, :restoreMillis, :report, :now)
                        """)
                // Numbered, so that the newest is known even when two are of the same millisecond.
                .param("id", "%s-%04d".formatted(backup, earlier + 1))
                .param("upgrade", facts.upgrade())
                .param("unit", facts.unit())
                .param("item", facts.item().toString())
                .param("backup", backup)
                .param("verdict", verdict)
                .param("reason", cut(reason, 1000))
                .param("restoreMillis", restoreMillis)
                .param("report", report)
                .param("now", timestamp(clock.instant()))
                .update();
    }

    private boolean isMade(String proof) {
        return jdbc.sql("select count(*) from proof where proof_id = :proof")
                        .param("proof", proof)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private Optional<StoredBackup> find(String id) {
        return jdbc.sql("select backup_id, receipt from backup where backup_id = :id")
                .param("id", id)
                .query(BackupLedger::stored)
                .optional();
    }

    private static StoredBackup same(StoredBackup known, BackupReceipt receipt) {
        if (!known.receipt().digest().equals(receipt.digest())) {
            throw new StoreException("Another backup of " + receipt.item() + " is in the ledger for attempt "
                    + receipt.facts().attempt() + " of unit " + receipt.facts().unit()
                    + ". Start a new attempt; a backup is never replaced.");
        }
        return known;
    }

    private static StoredBackup stored(ResultSet row, int number) throws SQLException {
        return new StoredBackup(row.getString(1), BackupReceipt.fromJson(row.getString(2)));
    }

    private static String id(BackupFacts facts) {
        return Digest.of(facts.unit() + "\n" + facts.item() + "\n" + facts.target() + "\n" + facts.attempt())
                .hex()
                .substring(0, 32);
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}

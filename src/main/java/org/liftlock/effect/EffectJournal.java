package org.liftlock.effect;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunState;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Effect rows, fencing tokens and the claims of units on targets. Every change of state is a compare-and-set. */
@Component
class EffectJournal {

    private static final String COLUMNS = """
            effect_id, step_id, upgrade_key, unit_id, target, kind, run_key, run_order, token, launches, status, outcome,
            detail, doubt, proof_id, started_at, seen_at, silent_at, settled_at, log_digest
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    EffectJournal(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The lock that every launch, directive and decision of an upgrade takes first. */
    void lockUpgrade(String upgradeKey) {
        jdbc.sql("select upgrade_key from upgrade where upgrade_key = ? for update")
                .param(upgradeKey)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new IllegalStateException("There is no upgrade " + upgradeKey));
    }

    /** Makes the target known, so that its row can be locked; called before any transaction that plans on it. */
    void know(TargetId target) {
        jdbc.sql("""
                        insert into target (target, highest_token)
                        select ?, 0 from clock_offset where not exists (select 1 from target where target = ?)
                        """).param(target.toString()).param(target.toString()).update();
    }

    /** Draws the next fencing token of a target; locks the target's row until the transaction ends. */
    long nextToken(TargetId target) {
        jdbc.sql("update target set highest_token = highest_token + 1 where target = ?")
                .param(target.toString())
                .update();
        return highestToken(target);
    }

    long highestToken(TargetId target) {
        return jdbc.sql("select highest_token from target where target = ?")
                .param(target.toString())
                .query(Long.class)
                .single();
    }

    /** @return which other unit holds the target, as a sentence */
    Optional<String> heldByOther(TargetId target, String unitId) {
        return jdbc.sql("select upgrade_key || ' (' || unit_id || ')' from target_claim where target = ?"
                        + " and unit_id <> ?")
                .param(target.toString())
                .param(unitId)
                .query(String.class)
                .optional()
                .map(holder -> target + " is held by " + holder + " until that one is finished with it");
    }

    /** @return what stands in the way, empty when the unit now holds the target */
    Optional<String> claim(TargetId target, String upgradeKey, String unitId) {
        Optional<String> other = heldByOther(target, unitId);
        if (other.isPresent()) {
            return other;
        }
        jdbc.sql("""
                        insert into target_claim (target, upgrade_key, unit_id, claimed_at)
                        select ?, ?, ?, ? from clock_offset where not exists (select 1 from target_claim where target = ?)
                        """)
                .param(target.toString())
                .param(upgradeKey)
                .param(unitId)
                .param(now())
                .param(target.toString())
                .update();
        return Optional.empty();
    }

    void release(String unitId) {
        jdbc.sql("delete from target_claim where unit_id = ?").param(unitId).update();
    }

    /** @return which other upgrade holds the target, as a sentence */
    Optional<String> heldByOtherUpgrade(TargetId target, String upgradeKey) {
        return jdbc.sql("select upgrade_key from target_claim where target = ? and upgrade_key <> ?")
                .param(target.toString())
                .param(upgradeKey)
                .query(String.class)
                .optional()
                .map(holder -> target + " is being changed itself, by " + holder);
    }

    /** The effect that is active on the target now. */
    Optional<Active> activeOn(TargetId target) {
        return jdbc.sql("select upgrade_key, kind, status from effect where active_target = ?")
                .param(target.toString())
                .query((found, row) -> new Active(
                        found.getString("upgrade_key"),
                        EffectKind.valueOf(found.getString("kind")),
                        EffectRow.Status.valueOf(found.getString("status"))))
                .optional();
    }

    /** What is settled and still active is of unknown outcome, and stays until a person has decided. */
    record Active(String upgradeKey, EffectKind kind, EffectRow.Status status) {

        boolean passes() {
            return kind.passes() && status != EffectRow.Status.SETTLED;
        }

        String sentence() {
            return upgradeKey + ": " + kind.name().toLowerCase();
        }
    }

    /**
     * @param undo what takes it back, as text
     * @param undoes the effect it takes back
     */
    void plan(EffectRow row, Optional<StepWork.Proof> proof, Optional<String> undo, Optional<String> undoes) {
        jdbc.sql("""
                        insert into effect (effect_id, step_id, upgrade_key, unit_id, target, kind, run_key, run_order,
                            run_order_digest, token, launches, status, active_target, proof_id, proof_unit, proof_upgrade,
                            proof_order, undo, undoes, planned_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 'PLANNED', ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(row.effectId())
                .param(row.stepId())
                .param(row.upgradeKey())
                .param(row.unitId().orElse(null))
                .param(row.target().toString())
                .param(row.kind().name())
                .param(row.runKey().value())
                .param(row.runOrder())
                .param(Digest.of(row.runOrder()).hex())
                .param(row.token())
                .param(row.target().toString())
                .param(proof.map(StepWork.Proof::proofId).orElse(null))
                .param(proof.map(StepWork.Proof::unitId).orElse(null))
                .param(proof.map(StepWork.Proof::upgradeKey).orElse(null))
                .param(proof.map(StepWork.Proof::itemCount).orElse(null))
                .param(undo.orElse(null))
                .param(undoes.orElse(null))
                .param(now())
                .update();
    }

    List<EffectRow> ofStep(String stepId) {
        return jdbc.sql("select " + COLUMNS + " from effect where step_id = ? order by effect_id")
                .param(stepId)
                .query(EffectJournal::row)
                .list();
    }

    List<EffectRow> unfinishedOf(String unitId) {
        return jdbc.sql("select " + COLUMNS + " from effect where unit_id = ? and active_target is not null order by"
                        + " effect_id")
                .param(unitId)
                .query(EffectJournal::row)
                .list();
    }

    /** What the unit has opened, or may have, and nothing has taken back; the last one first. */
    <T> List<T> opened(String unitId, BiFunction<EffectRow, String, T> with) {
        return jdbc.sql("select " + COLUMNS + """
                        , undo from effect done where unit_id = ? and undo is not null and started_at is not null
                            and (outcome is null or outcome not in ('NEVER_STARTED', 'REFUSED'))
                            and not exists (select 1 from effect taken
                                where taken.undoes = done.effect_id and taken.outcome = 'SUCCEEDED')
                            and not exists (select 1 from closed_by_hand hand where hand.effect_id = done.effect_id)
                        order by planned_at desc, effect_id
                        """)
                .param(unitId)
                .query((found, number) -> with.apply(row(found, number), found.getString("undo")))
                .list();
    }

    Optional<EffectRow> find(String effectId) {
        return jdbc.sql("select " + COLUMNS + " from effect where effect_id = ?")
                .param(effectId)
                .query(EffectJournal::row)
                .optional();
    }

    /** PLANNED to STARTED; also STARTED to STARTED under a fresh token, when the launcher certainly holds no run. */
    boolean start(EffectRow row, long token) {
        return jdbc.sql("""
                                update effect set status = 'STARTED', token = ?, launches = launches + 1, started_at = ?
                                where effect_id = ? and status in ('PLANNED', 'STARTED') and token = ? and launches = ?
                                """)
                        .param(token)
                        .param(now())
                        .param(row.effectId())
                        .param(row.token())
                        .param(row.launches())
                        .update()
                == 1;
    }

    /** The target knows the run. */
    void seen(EffectRow row) {
        jdbc.sql("update effect set seen_at = ? where effect_id = ? and seen_at is null")
                .param(now())
                .param(row.effectId())
                .update();
    }

    /**
     * Nobody can say any more how the run stands. Kept here and not in a node's memory: whoever takes over asks a person
     * no later than the node that is gone would have.
     *
     * @return since when
     */
    Instant silent(EffectRow row) {
        Instant since = row.silentSince().orElseGet(clock::instant);
        jdbc.sql("update effect set silent_at = ? where effect_id = ? and silent_at is null")
                .param(Timestamp.from(since))
                .param(row.effectId())
                .update();
        return since;
    }

    /** It can be said again. */
    void heard(EffectRow row) {
        jdbc.sql("update effect set silent_at = null where effect_id = ? and status <> 'SETTLED'")
                .param(row.effectId())
                .update();
    }

    /** STARTED to STOPPING under a higher token: from here on no late launch of this effect is accepted. */
    boolean stopping(EffectRow row, long token) {
        return jdbc.sql("""
                                update effect set status = 'STOPPING', token = ?
                                where effect_id = ? and status in ('STARTED', 'STOPPING') and token = ?
                                """)
                        .param(token)
                        .param(row.effectId())
                        .param(row.token())
                        .update()
                == 1;
    }

    /**
     * Commits an outcome under the token it was started with; an unknown one keeps its target until it is decided, unless
     * it touched nothing that runs. Its target knows of whatever has ended there.
     */
    boolean settle(EffectRow row, EffectOutcome outcome, Optional<Digest> log) {
        boolean undecided = outcome instanceof EffectOutcome.Unknown && row.kind() != EffectKind.FETCH;
        return jdbc.sql("""
                                update effect set status = 'SETTLED', outcome = ?, detail = ?, doubt = ?, failed_at = ?,
                                    seen_at = case when ? then coalesce(seen_at, ?) else seen_at end, settled_at = ?,
                                    log_digest = ?,
                                    active_target = case when ? then target else null end
                                where effect_id = ? and status in ('PLANNED', 'STARTED', 'STOPPING') and token = ?
                                """)
                        .param(outcome.word())
                        .param(brief(outcome.detail()))
                        .param(
                                outcome instanceof EffectOutcome.Unknown unknown
                                        ? unknown.doubt().name()
                                        : null)
                        .param(
                                outcome instanceof EffectOutcome.Failed failed
                                        ? failed.at().orElse(null)
                                        : null)
                        .param(outcome.ended())
                        .param(now())
                        .param(now())
                        .param(log.map(Digest::hex).orElse(null))
                        .param(undecided)
                        .param(row.effectId())
                        .param(row.token())
                        .update()
                == 1;
    }

    /** Lets go of targets held by unknown outcomes of a unit, once a person has decided what is true. */
    void freeUnknown(String unitId) {
        jdbc.sql("update effect set active_target = null where unit_id = ? and status = 'SETTLED'")
                .param(unitId)
                .update();
    }

    /** The same for one target, when it is certain that nothing of the unit runs there any more. */
    void freeUnknown(String unitId, TargetId target) {
        jdbc.sql("update effect set active_target = null where unit_id = ? and target = ? and status = 'SETTLED'")
                .param(unitId)
                .param(target.toString())
                .update();
    }

    boolean applyStarted(String unitId) {
        return jdbc.sql("""
                                select count(*) from effect where unit_id = ? and kind in ('APPLY', 'REBOOT')
                                    and started_at is not null and (outcome is null or outcome not in ('NEVER_STARTED', 'REFUSED'))
                                """).param(unitId).query(Integer.class).single() > 0;
    }

    boolean spent(String proofId) {
        return jdbc.sql("select count(*) from proof where proof_id = ? and spent_at is not null")
                        .param(proofId)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Once writes are let in again, or a way back has begun, no proof of the unit serves another apply. */
    void spendProofs(String unitId) {
        jdbc.sql("update proof set spent_at = ? where unit_id = ? and spent_at is null")
                .param(now())
                .param(unitId)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static String brief(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 999) + "…";
    }

    private static EffectRow row(ResultSet found, int number) throws SQLException {
        return new EffectRow(
                found.getString("effect_id"),
                found.getString("step_id"),
                found.getString("upgrade_key"),
                Optional.ofNullable(found.getString("unit_id")),
                TargetId.parse(found.getString("target")),
                EffectKind.valueOf(found.getString("kind")),
                new RunKey(found.getString("run_key")),
                found.getString("run_order"),
                found.getLong("token"),
                found.getInt("launches"),
                EffectRow.Status.valueOf(found.getString("status")),
                Optional.ofNullable(found.getString("outcome"))
                        .map(word -> EffectOutcome.of(
                                word,
                                text(found, "detail"),
                                Optional.ofNullable(text(found, "doubt")).map(RunState.Doubt::valueOf))),
                Optional.ofNullable(found.getString("proof_id")),
                moment(found, "started_at"),
                moment(found, "seen_at").isPresent(),
                moment(found, "silent_at"),
                moment(found, "settled_at"),
                Optional.ofNullable(found.getString("log_digest")).map(Digest::new));
    }

    private static String text(ResultSet found, String column) {
        try {
            return found.getString(column);
        } catch (SQLException unreadable) {
            throw new IllegalStateException("Column " + column + " of the effect journal cannot be read", unreadable);
        }
    }

    private static Optional<Instant> moment(ResultSet found, String column) throws SQLException {
        return Optional.ofNullable(found.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}

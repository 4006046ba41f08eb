package org.liftlock.tasks;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the steps of a unit have left behind that a person needs in order to decide. */
@Component
class StepFacts {

    /** More than a form shows of the end of an output. */
    private static final int END_OF_OUTPUT = 16_000;

    private static final String NOT_OF_A_REHEARSAL = "(unit_id is null or unit_id not in (select unit_id"
            + " from unit_of_change where upgrade_key = :id and mode = 'REHEARSE'))";

    private final JdbcClient jdbc;

    StepFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param outcome empty while it runs */
    record Ran(
            String stepId,
            String topic,
            Optional<String> outcome,
            String summary,
            Instant began,
            Optional<Instant> ended) {

        boolean succeeded() {
            return outcome.filter("SUCCEEDED"::equals).isPresent();
        }

        /** What was refused or stopped did no harm. */
        boolean wentWrong() {
            return outcome.filter(List.of("FAILED", "UNKNOWN")::contains).isPresent();
        }
    }

    /** The newest step of a unit among the given topics. */
    Optional<Ran> last(String unitId, List<String> topics) {
        return ran("unit_id = :id and topic in (:topics)", unitId, topics).stream()
                .findFirst();
    }

    /** All steps of the upgrade but those of its rehearsal, the first one first. */
    List<Ran> ofChange(String upgradeKey) {
        List<Ran> newestFirst = new ArrayList<>(ran(
                "upgrade_key = :id and topic not in (:topics) and " + NOT_OF_A_REHEARSAL, upgradeKey, List.of("-")));
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** The newest step of the upgrade, outside its units too, but not one of a rehearsal. */
    Optional<Ran> lastOfUpgrade(String upgradeKey, List<String> topics) {
        return ran("upgrade_key = :id and topic in (:topics) and " + NOT_OF_A_REHEARSAL, upgradeKey, topics).stream()
                .findFirst();
    }

    /** Steps of an upgrade that have not ended, the oldest last. */
    List<Ran> running(String upgradeKey) {
        return ran("upgrade_key = :id and status = 'OPEN' and topic not in (:topics)", upgradeKey, List.of("-"));
    }

    record Output(String target, String text) {}

    /** What the commands of a step printed where they did not end well. */
    List<Output> printedByFailed(String stepId) {
        return jdbc.sql("""
                        select target, right(content, :length) as text from effect
                            join evidence on evidence.digest = effect.log_digest
                        where step_id = :id and outcome in ('FAILED', 'STOPPED') order by target
                        """)
                .param("id", stepId)
                .param("length", END_OF_OUTPUT)
                .query((found, row) -> new Output(found.getString("target"), found.getString("text")))
                .list();
    }

    /** How long the trial restores of the unit's proven backups took together. */
    Optional<Duration> restoreTime(String unitId) {
        return jdbc.sql("""
                        select cast(sum(restore_millis) as bigint) from verification
                        where unit_id = :id and verdict = 'PASSED'
                            and verified_at >= (select min(taken_at) from backup where unit_id = :id and attempt =
                                (select max(newest.attempt) from backup newest where newest.unit_id = :id))
                        """)
                .param("id", unitId)
                .query((found, row) -> Optional.ofNullable(found.getObject(1, Long.class)))
                .single()
                .map(Duration::ofMillis);
    }

    /** The moment the newest backups of the unit stand for. */
    Optional<Instant> backedUpAt(String unitId) {
        return jdbc.sql("select max(point_in_time) from backup where unit_id = :id")
                .param("id", unitId)
                .query((found, row) -> Optional.ofNullable(found.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    /** Whether users, or a rollback, may have written since the unit's newest backup was proven. */
    boolean proofSpent(String unitId) {
        return jdbc.sql("select spent_at from proof where unit_id = :id order by made_at desc, proof_id"
                        + " fetch first 1 rows only")
                .param("id", unitId)
                .query((found, row) -> Optional.ofNullable(found.getObject(1, OffsetDateTime.class)))
                .optional()
                .flatMap(spent -> spent)
                .isPresent();
    }

    private List<Ran> ran(String condition, String id, List<String> topics) {
        return jdbc.sql(
                        "select step_id, topic, outcome, coalesce(summary, '') as summary, started_at, settled_at from step where "
                                + condition + " order by started_at desc, settled_at desc")
                .param("id", id)
                .param("topics", topics)
                .query((found, row) -> new Ran(
                        found.getString("step_id"),
                        found.getString("topic"),
                        Optional.ofNullable(found.getString("outcome")),
                        found.getString("summary"),
                        found.getObject("started_at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(found.getObject("settled_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .list();
    }
}

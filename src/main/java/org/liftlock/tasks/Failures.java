package org.liftlock.tasks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liftlock.lifecycle.OpenQuestions;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Words;
import org.liftlock.process.Topic;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** At which failure each unit of an upgrade stands, and which are of the same kind (R40). */
@Component
class Failures {

    /** What a decision on a failure may be about. */
    static final List<String> STEPS =
            List.of(Topic.APPLY_UPGRADE.topic(), Topic.REBOOT_TARGET.topic(), Topic.RUN_ACCEPTANCE_CHECKS.topic());

    private final OpenQuestions questions;
    private final JdbcClient jdbc;

    Failures(OpenQuestions questions, JdbcClient jdbc) {
        this.questions = questions;
        this.jdbc = jdbc;
    }

    /** @param checks those that failed; empty when the step itself did */
    record Failure(String unitId, String stepId, String topic, String outcome, Set<String> checks) {

        Failure {
            checks = Set.copyOf(checks);
        }

        /** The same step ended the same way, with the same checks failed: no more of them, and no less. */
        boolean isLike(Failure other) {
            return topic.equals(other.topic) && outcome.equals(other.outcome) && checks.equals(other.checks);
        }

        String inWords() {
            return checks.isEmpty()
                    ? Words.sentence(topic) + " ended " + outcome.toLowerCase()
                    : "failed " + String.join(", ", new TreeSet<>(checks));
        }
    }

    /** Empty while its last step runs, and when nothing was tried on it. */
    Optional<Failure> of(UnitOfChange unit) {
        return newest(unit.upgradeKey()).stream()
                .filter(failure -> failure.unitId().equals(unit.unitId()))
                .findFirst();
    }

    /** The others whose question on a failure is open now, and is about one of the same kind. */
    List<Failure> like(UnitOfChange unit) {
        Collection<Failure> all = newest(unit.upgradeKey());
        Optional<Failure> its = all.stream()
                .filter(failure -> failure.unitId().equals(unit.unitId()))
                .findFirst();
        if (its.isEmpty()) {
            return List.of();
        }
        Set<String> asked = questions.unitsAsked(unit.upgradeKey(), Element.DECIDE_ON_FAILURE);
        return all.stream()
                .filter(other -> !other.unitId().equals(unit.unitId()))
                .filter(other -> asked.contains(other.unitId()))
                .filter(its.get()::isLike)
                .toList();
    }

    /** A rehearsal is a thing of its own. */
    private Collection<Failure> newest(String upgradeKey) {
        Map<String, Failure> newest = new HashMap<>();
        Map<String, Set<String>> failed = failedChecks(upgradeKey);
        jdbc.sql("""
                        select step.unit_id, step_id, topic, step.outcome from step
                        join unit_of_change on unit_of_change.unit_id = step.unit_id and mode = 'RAISE'
                        where step.upgrade_key = :key and topic in (:topics)
                        order by started_at desc, settled_at desc
                        """)
                .param("key", upgradeKey)
                .param("topics", STEPS)
                .query((found, row) -> new Failure(
                        found.getString(1),
                        found.getString(2),
                        found.getString(3),
                        Optional.ofNullable(found.getString(4)).orElse(""),
                        failed.getOrDefault(found.getString(2), Set.of())))
                .list()
                .forEach(failure -> newest.putIfAbsent(failure.unitId(), failure));
        newest.values().removeIf(failure -> failure.outcome().isEmpty());
        return new ArrayList<>(newest.values());
    }

    private Map<String, Set<String>> failedChecks(String upgradeKey) {
        Map<String, Set<String>> failed = new HashMap<>();
        jdbc.sql("""
                        select step_id, check_id from check_result
                        where upgrade_key = ? and verdict = 'FAILED' and step_id is not null
                        """)
                .param(upgradeKey)
                .query((found, row) -> Map.entry(found.getString(1), found.getString(2)))
                .list()
                .forEach(check -> failed.computeIfAbsent(check.getKey(), step -> new TreeSet<>())
                        .add(check.getValue()));
        return failed;
    }
}

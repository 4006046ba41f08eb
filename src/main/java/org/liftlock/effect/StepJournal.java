package org.liftlock.effect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Step rows: which external task is worked on by which node, and what is to be delivered to the engine. */
@Component
class StepJournal {

    private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ObjectMapper json;

    StepJournal(JdbcClient jdbc, Clock clock, ObjectMapper json) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = json;
    }

    /** What the worker needs to go on with a step it did not open itself. */
    record Row(
            String stepId,
            String upgradeKey,
            Optional<String> unitId,
            String topic,
            String elementId,
            String processInstance,
            String externalTask,
            int attempt,
            boolean settled,
            Optional<StepAnswer> answer,
            String node) {

        Step step(Map<String, Object> variables) {
            return new Step(
                    stepId, upgradeKey, unitId, topic, elementId, processInstance, externalTask, attempt, variables);
        }
    }

    /** The row of a locked external task: the one from before a crash, or a new one. The step is this node's now. */
    Row open(LockedExternalTask task, String node) {
        Optional<Row> known = byExternalTask(task.getId());
        if (known.isPresent()) {
            jdbc.sql("update step set node = ? where step_id = ?")
                    .param(node)
                    .param(known.get().stepId())
                    .update();
            return byExternalTask(task.getId()).orElseThrow();
        }
        Optional<String> unitId =
                Optional.ofNullable(task.getVariables().get("unitId")).map(Object::toString);
        int attempt = jdbc.sql("select count(*) from step where upgrade_key = ? and element_id = ? and"
                                + " coalesce(unit_id, '-') = ?")
                        .param(task.getBusinessKey())
                        .param(task.getActivityId())
                        .param(unitId.orElse("-"))
                        .query(Integer.class)
                        .single()
                + 1;
        jdbc.sql("""
                        insert into step (step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task,
                            attempt, status, node, started_at, stage)
                        values (?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?,
                            (select stage from upgrade where upgrade_key = ?))
                        """)
                .param(UUID.randomUUID().toString())
                .param(task.getBusinessKey())
                .param(unitId.orElse(null))
                .param(task.getTopicName())
                .param(task.getActivityId())
                .param(task.getProcessInstanceId())
                .param(task.getId())
                .param(attempt)
                .param(node)
                .param(Timestamp.from(clock.instant()))
                .param(task.getBusinessKey())
                .update();
        return byExternalTask(task.getId()).orElseThrow();
    }

    Optional<Row> byExternalTask(String externalTask) {
        return query("external_task = ?", externalTask).stream().findFirst();
    }

    Optional<Row> find(String stepId) {
        return query("step_id = ?", stepId).stream().findFirst();
    }

    List<Row> undeliveredOf(String node) {
        return query("delivered_at is null and node = ?", node);
    }

    /** @return whether the step was still the other node's */
    boolean adopt(String stepId, String from, String node) {
        return jdbc.sql("update step set node = ? where step_id = ? and node = ? and delivered_at is null")
                        .param(node)
                        .param(stepId)
                        .param(from)
                        .update()
                == 1;
    }

    /** Keeps the step this node's until the transaction ends; fails when it is answered or another node's by now. */
    void lock(String stepId, String node) {
        jdbc.sql("select step_id from step where step_id = ? and node = ? and status = 'OPEN' for update")
                .param(stepId)
                .param(node)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new IllegalStateException("Step " + stepId + " is not this node's any more"));
    }

    /** What the step is to do in turns that have not begun. */
    Optional<String> later(String stepId) {
        return jdbc.sql("select later from step where step_id = ? and later is not null")
                .param(stepId)
                .query(String.class)
                .optional();
    }

    /** @param orders empty when no turn is left */
    void keepLater(String stepId, Optional<String> orders) {
        jdbc.sql("update step set later = ? where step_id = ?")
                .param(orders.orElse(null))
                .param(stepId)
                .update();
    }

    /** @param delivered whether the engine is told in the same transaction, or needs it no more */
    boolean settle(String stepId, StepAnswer answer, boolean delivered) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                                update step set status = 'SETTLED', outcome = ?, answer = ?, summary = ?, settled_at = ?,
                                    delivered_at = ?
                                where step_id = ? and status = 'OPEN'
                                """)
                        .param(answer.outcome().name())
                        .param(write(answer.variables()))
                        .param(
                                answer.summary().length() <= 1000
                                        ? answer.summary()
                                        : answer.summary().substring(0, 999) + "…")
                        .param(now)
                        .param(delivered ? now : null)
                        .param(stepId)
                        .update()
                == 1;
    }

    void delivered(String stepId) {
        jdbc.sql("update step set delivered_at = ? where step_id = ? and delivered_at is null")
                .param(Timestamp.from(clock.instant()))
                .param(stepId)
                .update();
    }

    private List<Row> query(String condition, String parameter) {
        return jdbc.sql("""
                        select step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task, attempt,
                            status, outcome, answer, summary, node
                        from step where\s""" + condition).param(parameter).query(this::row).list();
    }

    private Row row(ResultSet found, int number) throws SQLException {
        String outcome = found.getString("outcome");
        return new Row(
                found.getString("step_id"),
                found.getString("upgrade_key"),
                Optional.ofNullable(found.getString("unit_id")),
                found.getString("topic"),
                found.getString("element_id"),
                found.getString("process_instance"),
                found.getString("external_task"),
                found.getInt("attempt"),
                outcome != null,
                outcome == null
                        ? Optional.empty()
                        : Optional.of(new StepAnswer(
                                StepOutcome.valueOf(outcome),
                                read(found.getString("answer")),
                                found.getString("summary"))),
                found.getString("node"));
    }

    private String write(Map<String, Object> variables) {
        try {
            return json.writeValueAsString(variables);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("A step's answer holds only texts, numbers and booleans", unwritable);
        }
    }

    private Map<String, Object> read(String text) {
        try {
            return json.readValue(text, VARIABLES);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The answer of a step in the journal cannot be read", unreadable);
        }
    }
}

package org.liftlock.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.liftlock.tasks.Failures.Failure;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Decisions for "all like it": a row for each other question, written in the transaction of the decision itself. From then
 * on the question is decided, whoever is woken when.
 */
@Component
class CarriedAnswers {

    private static final TypeReference<Map<String, Object>> CONTENT = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    CarriedAnswers(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** How it ended with a carried answer. */
    enum Ending {
        CARRIED,
        /** Somebody had answered before it arrived. */
        ANSWERED,
        /** The question was no longer open, or another failure had come. */
        GONE,
        /** What was decided elsewhere cannot be done here. */
        REFUSED
    }

    /**
     * @param stepId the step whose failure is decided; none that comes later
     * @param fromUnit where the decision was made
     * @param content fields of the form, as they were filled in there
     */
    record Carried(
            long id,
            String upgradeKey,
            String element,
            String unitId,
            String stepId,
            String fromUnit,
            Map<String, Object> content,
            String by) {}

    /** A question that an earlier decision is on its way to is left to that one. */
    List<Failure> write(Given given, List<Failure> alike) {
        List<String> taken = waiting().stream().map(Carried::unitId).toList();
        List<Failure> free =
                alike.stream().filter(one -> !taken.contains(one.unitId())).toList();
        String content = written(given);
        Timestamp now = Timestamp.from(clock.instant());
        for (Failure failure : free) {
            jdbc.sql("""
                            insert into carried_answer (upgrade_key, element_id, unit_id, step_id, from_unit, content,
                                decided_by, decided_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(given.key(), given.situation().place().element(), failure.unitId(), failure.stepId())
                    .params(given.situation().unit().orElseThrow().unitId(), content, given.by(), now)
                    .update();
        }
        return free;
    }

    /** All that have not arrived yet, the oldest first. */
    List<Carried> waiting() {
        return jdbc.sql("select * from carried_answer where settled_at is null order by carried_id")
                .query(this::read)
                .list();
    }

    Optional<Carried> waitingFor(Place place) {
        return place.unitId()
                .flatMap(unit -> jdbc
                        .sql("select * from carried_answer where settled_at is null and unit_id = ? and element_id = ?"
                                + " order by carried_id")
                        .params(unit, place.element())
                        .query(this::read)
                        .list()
                        .stream()
                        .findFirst());
    }

    Optional<Carried> stillWaiting(long id) {
        return jdbc.sql("select * from carried_answer where settled_at is null and carried_id = ?")
                .param(id)
                .query(this::read)
                .optional();
    }

    void settle(long id, Ending ending) {
        jdbc.sql("update carried_answer set ending = ?, settled_at = ? where carried_id = ? and settled_at is null")
                .params(ending.name(), Timestamp.from(clock.instant()), id)
                .update();
    }

    private Carried read(ResultSet found, int row) throws SQLException {
        return new Carried(
                found.getLong("carried_id"),
                found.getString("upgrade_key"),
                found.getString("element_id"),
                found.getString("unit_id"),
                found.getString("step_id"),
                found.getString("from_unit"),
                content(found.getString("content")),
                found.getString("decided_by"));
    }

    private String written(Given given) {
        Map<String, Object> content = new HashMap<>(given.fields().given());
        content.values().removeIf(Objects::isNull);
        content.put(AllLikeIt.REACH, AllLikeIt.THIS);
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("A decision for several targets cannot be written", unwritable);
        }
    }

    private Map<String, Object> content(String written) {
        try {
            return json.readValue(written, CONTENT);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A decision for several targets cannot be read", unreadable);
        }
    }
}

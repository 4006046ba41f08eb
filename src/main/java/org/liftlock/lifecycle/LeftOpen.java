package org.liftlock.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was opened around a unit of change and is still open now that the unit is finished, or its process is gone: alarms
 * that stay silent, a node that gets no traffic. It is shown until somebody says how it was closed.
 */
@Component
public class LeftOpen {

    private static final int LONGEST_REMARK = 1000;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Journal journal;
    private final Clock clock;

    LeftOpen(JdbcClient jdbc, ObjectMapper json, Journal journal, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * @param effectId the effect that opened it
     * @param name of the bracket
     * @param target where it is open
     */
    public record Bracket(
            String effectId, String upgradeKey, String unitId, String name, String target, Instant since) {

        public String sentence() {
            return name + " on " + target + " is still open (" + unitId + ")";
        }
    }

    /** All there are, the oldest first. */
    public List<Bracket> all() {
        return jdbc.sql("""
                        select done.effect_id, done.upgrade_key, done.unit_id, done.undo, done.target, done.started_at
                        from effect done
                            join unit_of_change u on u.unit_id = done.unit_id
                        where done.undo is not null and done.started_at is not null
                            and (done.outcome is null or done.outcome not in ('NEVER_STARTED', 'REFUSED'))
                            and not exists (select 1 from act_ru_execution running
                                where running.proc_inst_id_ = u.process_instance)
                            and not exists (select 1 from effect taken
                                where taken.undoes = done.effect_id and taken.outcome = 'SUCCEEDED')
                            and not exists (select 1 from closed_by_hand hand where hand.effect_id = done.effect_id)
                        order by done.started_at
                        """).query(this::bracket).list();
    }

    public List<Bracket> of(String upgradeKey) {
        return all().stream()
                .filter(bracket -> bracket.upgradeKey().equals(upgradeKey))
                .toList();
    }

    /**
     * Somebody has closed it.
     *
     * @param remark what was done, at most 1,000 characters
     * @return empty when it is not open any more
     * @throws IllegalArgumentException when the remark is empty or too long
     */
    @Transactional
    public Optional<Bracket> closedByHand(String upgradeKey, String effectId, String remark, String by) {
        if (remark.isBlank() || remark.length() > LONGEST_REMARK) {
            throw new IllegalArgumentException(
                    "remark: say in a sentence what you did and how it was checked, in at most 1000 characters");
        }
        Optional<Bracket> open = of(upgradeKey).stream()
                .filter(bracket -> bracket.effectId().equals(effectId))
                .findFirst();
        open.ifPresent(bracket -> {
            jdbc.sql("insert into closed_by_hand (effect_id, closed_by, remark, closed_at) values (?, ?, ?, ?)")
                    .param(effectId)
                    .param(by)
                    .param(remark)
                    .param(Timestamp.from(clock.instant()))
                    .update();
            journal.tell(
                    Optional.of(upgradeKey),
                    by,
                    "closed-by-hand",
                    Optional.empty(),
                    "Closed " + bracket.name() + " on " + bracket.target() + " by hand: " + remark,
                    Optional.empty());
        });
        return open;
    }

    private Bracket bracket(ResultSet row, int number) throws SQLException {
        return new Bracket(
                row.getString("effect_id"),
                row.getString("upgrade_key"),
                row.getString("unit_id"),
                name(row.getString("undo")),
                row.getString("target"),
                Row.instant(row, "started_at"));
    }

    private String name(String undo) {
        try {
            return json.readTree(undo).path("name").asText("A bracket");
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The journal holds an undo that cannot be read", unreadable);
        }
    }
}

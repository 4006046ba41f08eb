package org.liftlock.inventory;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.EnvironmentSpec;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Targets of one environment and role that are not alike, as the last look found them (R08). */
@Component
class KeptDrift {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Journal journal;
    private final States states;
    private final Drift drift;

    KeptDrift(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            Journal journal,
            States states,
            Drift drift) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.journal = journal;
        this.states = states;
        this.drift = drift;
    }

    /** @param warns whether it is more than worth knowing */
    record Difference(
            String system, String environment, boolean warns, String subject, String sentence, Instant foundAt) {}

    /** Compares the newest states of the targets that are described now; what is new is told. */
    void compare(String system, EnvironmentSpec environment) {
        List<InventoryReading> readings = states.newest(system, environment.name()).stream()
                .flatMap(state -> state.readings().stream())
                .filter(reading -> environment.targets().containsKey(reading.target()))
                .toList();
        List<Finding> found = drift.between(readings, environment);
        transaction.executeWithoutResult(status -> replace(system, environment.name(), found));
    }

    private void replace(String system, String environment, List<Finding> found) {
        List<Difference> known = of(system).stream()
                .filter(difference -> difference.environment().equals(environment))
                .toList();
        known.stream()
                .filter(before -> found.stream().noneMatch(now -> now.sentence().equals(before.sentence())))
                .forEach(gone -> jdbc.sql(
                                "delete from inventory_drift where system_id = ? and environment = ? and sentence = ?")
                        .params(system, environment, gone.sentence())
                        .update());
        found.stream()
                .filter(now ->
                        known.stream().noneMatch(before -> before.sentence().equals(now.sentence())))
                .forEach(fresh -> add(system, environment, fresh));
    }

    private void add(String system, String environment, Finding found) {
        jdbc.sql("""
                        insert into inventory_drift (system_id, environment, severity, subject, sentence, found_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        system,
                        environment,
                        found.severity().name(),
                        found.subject(),
                        found.sentence(),
                        States.at(clock.instant()))
                .update();
        journal.tell(
                Optional.empty(),
                "inventory",
                "drift",
                Optional.of(RuleId.R08.name()),
                system + ": " + found.sentence(),
                Optional.empty());
    }

    List<Difference> of(String system) {
        return all().stream()
                .filter(difference -> difference.system().equals(system))
                .toList();
    }

    List<Difference> all() {
        return jdbc.sql("""
                        select system_id, environment, severity, subject, sentence, found_at from inventory_drift
                        order by system_id, environment, case severity when 'WARNS' then 1 else 2 end, drift_id
                        """)
                .query((row, number) -> new Difference(
                        row.getString("system_id"),
                        row.getString("environment"),
                        row.getString("severity").equals("WARNS"),
                        row.getString("subject"),
                        row.getString("sentence"),
                        row.getObject("found_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}

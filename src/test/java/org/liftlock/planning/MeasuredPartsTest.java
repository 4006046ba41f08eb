package org.liftlock.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftlock.TestDatabases;
import org.springframework.jdbc.core.simple.JdbcClient;

class MeasuredPartsTest {

    private static final Instant BEGAN = Instant.parse("2026-11-20T22:00:00Z");

    private JdbcClient jdbc;
    private MeasuredParts parts;
    private int steps;

    private void database(TestDatabases database) {
        jdbc = JdbcClient.create(database.migrated());
        parts = new MeasuredParts(jdbc);
        jdbc.sql("""
                        insert into upgrade (upgrade_key, system_id, environment, from_version, to_version, method,
                            reason_category, reason_text, request, merged, merged_digest, requested_by, requested_at, stage)
                        values ('UPG-2026-0001', 'order-service', 'production', '1.0', '2.0', 'replace', 'FEATURE',
                            'customers', '{}', '[]', 'd', 'erik', current_timestamp, 'EXECUTION')
                        """).update();
    }

    @ParameterizedTest
    @EnumSource
    void fourOfFiveUnitsStayWithinWhatIsSaid(TestDatabases database) {
        database(database);
        for (int unit = 1; unit <= 5; unit++) {
            unit(unit, "production");
            step(unit, "apply-upgrade", "SUCCEEDED", unit * 10);
        }

        assertThat(parts.of("order-service", "production")).containsExactly(entry("apply", Duration.ofSeconds(40)));
    }

    @ParameterizedTest
    @EnumSource
    void aPartIsAllItsStepsAndOfARepeatedStepTheLastTime(TestDatabases database) {
        database(database);
        unit(1, "production");
        step(1, "back-up", "SUCCEEDED", 60);
        step(1, "back-up", "SUCCEEDED", 20);
        step(1, "verify-backup", "SUCCEEDED", 7);

        assertThat(parts.of("order-service", "production")).containsExactly(entry("back_up", Duration.ofSeconds(27)));
    }

    @ParameterizedTest
    @EnumSource
    void whatFailedOrRanElsewhereSaysNothing(TestDatabases database) {
        database(database);
        unit(1, "production");
        unit(2, "staging");
        step(1, "apply-upgrade", "FAILED", 5);
        step(2, "apply-upgrade", "SUCCEEDED", 5);

        assertThat(parts.of("order-service", "production")).isEmpty();
        assertThat(parts.of("billing", "staging")).isEmpty();
        assertThat(parts.of("order-service", "staging")).containsOnlyKeys("apply");
    }

    private void unit(int number, String environment) {
        jdbc.sql("""
                        insert into unit_of_change (unit_id, upgrade_key, environment, unit_order, mode, item_count)
                        values (?, 'UPG-2026-0001', ?, ?, 'RAISE', 1)
                        """).params("u" + number, environment, number).update();
    }

    private void step(int unit, String topic, String outcome, int seconds) {
        steps++;
        Instant began = BEGAN.plusSeconds(100L * steps);
        jdbc.sql("""
                        insert into step (step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task,
                            attempt, status, outcome, started_at, settled_at)
                        values (?, 'UPG-2026-0001', ?, ?, ?, 'p', ?, 1, 'SETTLED', ?, ?, ?)
                        """)
                .params(
                        "s" + steps,
                        "u" + unit,
                        topic,
                        topic,
                        "x" + steps,
                        outcome,
                        Timestamp.from(began),
                        Timestamp.from(began.plusSeconds(seconds)))
                .update();
    }
}

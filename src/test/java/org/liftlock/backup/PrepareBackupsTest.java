package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.effect.EffectOutcome;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepOutcome;
import org.liftlock.effect.StepWork;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;

/** Of two databases on one target the large one is proven in two steps. */
class PrepareBackupsTest {

    private Rooms rooms;
    private String key;
    private String unit;

    @BeforeEach
    void anUpgradeOfTwoDatabases() {
        rooms = Rooms.cleared();
        describe("""
                {large: {where: all, backup: {with: pg_basebackup, data: /var/lib/postgresql/15/main, base_within: 24h},
                    login: {url: "jdbc:postgresql://db/large", user: liftlock, password: secret:large-db}},
                 small: {where: all, backup: {with: pg_dump},
                    login: {url: "jdbc:postgresql://db/small", user: liftlock, password: secret:small-db}}}
                """);
        key = rooms.request();
        unit = rooms.unit(key, 1).unitId();
    }

    @Test
    void onlyWhatIsProvenInTwoStepsIsCopiedBeforeTheWindow() {
        StepWork.Effects work = (StepWork.Effects) preparing().prepare(beforeTheWindow());

        assertThat(work.kind().forward()).isTrue();
        assertThat(work.kind().needsProof()).isFalse();
        assertThat(work.orders()).singleElement().satisfies(order -> {
            assertThat(order.target()).isEqualTo(Rooms.target(1));
            assertThat(order.commands()).singleElement().satisfies(command -> {
                assertThat(command.arguments()).endsWith("store", "base");
                assertThat(command.stdin().orElseThrow()).contains("/backups/bases", "base_within");
            });
        });
    }

    @Test
    void thatBasesAreBegunIsKnownBeforeAnythingRuns() {
        rooms.jdbc.sql("""
                        insert into step (step_id, upgrade_key, topic, element_id, process_instance, external_task, attempt,
                            status, started_at)
                        values ('step-1', ?, 'prepare-backups', 'prepare-backups', 'p', 't', 1, 'OPEN', ?)
                        """).params(key, Timestamp.from(rooms.clock.instant())).update();

        preparing().prepare(beforeTheWindow());
        preparing().prepare(beforeTheWindow());

        assertThat(rooms.jdbc
                        .sql("select step_id from base_begun")
                        .query(String.class)
                        .list())
                .containsExactly("step-1");
    }

    @Test
    void whereEverythingIsProvenInOneStepNothingIsDone() {
        describe("{small: {where: all, backup: {with: files, paths: [/srv/orders]}}}");
        rooms.jdbc.sql("delete from unit_item where item like '%/large'").update();

        assertThat(preparing().prepare(beforeTheWindow()))
                .isInstanceOfSatisfying(
                        StepWork.Known.class,
                        known -> assertThat(known.answer().outcome()).isEqualTo(StepOutcome.SUCCEEDED));
    }

    @Test
    void aBaseThatWasNotProvenIsAFindingThatSaysWhatToDo() {
        EffectResult failed = new EffectResult(
                "effect-1",
                Rooms.target(1),
                new EffectOutcome.Failed("The server keeps no more of its log than it needs itself"),
                Optional.empty(),
                rooms.clock.instant());

        preparing().conclude(beforeTheWindow(), List.of(failed));

        assertThat(rooms.get(Findings.class).open(key))
                .filteredOn(finding -> finding.origin().equals(Findings.BACKUPS_NOT_PREPARED))
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .contains("keeps no more of its log");
    }

    @Test
    void insideTheWindowNoBackupIsTakenWithoutABaseThatWasProven() {
        rooms.jdbc
                .sql("""
                        insert into step (step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task,
                            attempt, status, outcome, started_at, settled_at)
                        values ('quiet', ?, ?, 'quiesce-system', 'quiesce-system', 'p', 'quiet', 1, 'SETTLED', 'SUCCEEDED',
                            ?, ?)
                        """)
                .params(key, unit, Timestamp.from(rooms.clock.instant()), Timestamp.from(rooms.clock.instant()))
                .update();

        assertThat(rooms.get(BackUp.class).prepare(step("back-up", Optional.of(unit))))
                .isInstanceOfSatisfying(StepWork.Known.class, known -> {
                    assertThat(known.answer().outcome()).isEqualTo(StepOutcome.FAILED);
                    assertThat(known.answer().summary())
                            .contains("No base was proven before the window of order-service/production/large")
                            .doesNotContain("small");
                });
    }

    private PrepareBackups preparing() {
        return rooms.get(PrepareBackups.class);
    }

    private Step beforeTheWindow() {
        return step("prepare-backups", Optional.empty());
    }

    private Step step(String topic, Optional<String> ofUnit) {
        return new Step("step-1", key, ofUnit, topic, topic, "process", "task", 1, Map.of());
    }

    private void describe(String stores) {
        rooms.describe(1, stores, "config: [/etc/orders]");
    }
}

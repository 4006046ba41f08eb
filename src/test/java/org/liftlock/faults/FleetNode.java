package org.liftlock.faults;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.launcher.Command;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.TypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The product without its front doors, over targets that are played. Steps that only read, and those that need a store,
 * have stand-ins: what is put to the test is who may launch, who is stopped and who is woken.
 */
@TestConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = CamundaBpmRestJerseyAutoConfiguration.class)
@ComponentScan(
        basePackages = "org.liftlock",
        excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = FleetNode.NotOfTheNode.class))
class FleetNode {

    @Bean
    @Primary
    FleetTargets targets() {
        return new FleetTargets();
    }

    @Bean
    StepHandler takeBaseline() {
        return new Seen("take-baseline");
    }

    @Bean
    StepHandler runAcceptanceChecks() {
        return new Seen("run-acceptance-checks");
    }

    @Bean
    StepHandler verifyRollback() {
        return new Seen("verify-rollback");
    }

    @Bean
    StepHandler backUp(Units units) {
        return new Commands("back-up", EffectKind.BACK_UP, units);
    }

    @Bean
    StepHandler rollBack(Units units) {
        return new Commands("roll-back", EffectKind.ROLL_BACK, units);
    }

    @Bean
    StepHandler verifyBackup(Units units, JdbcClient jdbc, TransactionTemplate transaction) {
        return new ProveBackup(units, jdbc, transaction);
    }

    /** Reads, and finds everything as it should be. */
    private record Seen(String topic) implements StepHandler {

        @Override
        public StepWork prepare(Step step) {
            return new StepWork.Reading(() -> StepAnswer.succeeded("As it should be"));
        }
    }

    /** One command on each target of the unit. */
    private record Commands(String topic, EffectKind kind, Units units) implements StepHandler {

        @Override
        public StepWork prepare(Step step) {
            return new StepWork.Effects(
                    kind,
                    units.find(step.unit()).targets().stream()
                            .map(target -> new StepWork.Order(target, List.of(Command.of(topic))))
                            .toList());
        }
    }

    /** Writes down that every item of the unit was backed up and restored. */
    private record ProveBackup(Units units, JdbcClient jdbc, TransactionTemplate transaction) implements StepHandler {

        @Override
        public String topic() {
            return "verify-backup";
        }

        @Override
        public StepWork prepare(Step step) {
            return new StepWork.Reading(() -> {
                transaction.executeWithoutResult(status -> prove(units.find(step.unit())));
                return StepAnswer.succeeded("Every item is proven");
            });
        }

        private void prove(UnitOfChange unit) {
            String proof = UUID.randomUUID().toString();
            insert("""
                    insert into proof (proof_id, unit_id, upgrade_key, made_at)
                    values (:proof, :unit, :key, current_timestamp)
                    """, unit, "", proof);
            for (UnitOfChange.Item item : unit.items()) {
                insert("""
                        insert into backup (backup_id, upgrade_key, unit_id, item, attempt, location, digest, size_bytes,
                            point_in_time, writes_stopped_by, tool, store_version, keep_until, receipt, taken_at)
                        values (:proof, :key, :unit, :item, 1, '/b', 'd', 1, current_timestamp, 'stopped', 'files', '1.0',
                            current_timestamp + interval '30' day, '{}', current_timestamp)
                        """, unit, item.name(), proof);
                insert("""
                        insert into verification (verification_id, upgrade_key, unit_id, item, backup_id, verdict, reason,
                            restore_millis, report, verified_at)
                        values (:proof, :key, :unit, :item, :proof, 'PASSED', 'same', 1, '', current_timestamp)
                        """, unit, item.name(), proof);
                insert("""
                        insert into proof_item (proof_id, unit_id, upgrade_key, item_order, item, verification_id, verdict)
                        values (:proof, :unit, :key, 1, :item, :proof, 'PASSED')
                        """, unit, item.name(), proof);
            }
        }

        private void insert(String sql, UnitOfChange unit, String item, String proof) {
            jdbc.sql(sql)
                    .param("proof", proof)
                    .param("unit", unit.unitId())
                    .param("key", unit.upgradeKey())
                    .param("item", item)
                    .update();
        }
    }

    /** Front doors, real launchers, steps that have a stand-in here, and whatever else the tests have on the class path. */
    static final class NotOfTheNode implements TypeFilter {

        private static final List<String> ROOMS = List.of(
                "org.liftlock.web.",
                "org.liftlock.cli.",
                "org.liftlock.sample.",
                "org.liftlock.launcher.",
                "org.liftlock.security.Web",
                "org.liftlock.Liftlock");
        private static final Set<String> STAND_INS = Set.of(
                "org.liftlock.monitoring.TakeBaseline",
                "org.liftlock.apply.RunAcceptanceChecks",
                "org.liftlock.rollback.VerifyRollback",
                "org.liftlock.rollback.RollBack",
                "org.liftlock.backup.BackUp",
                "org.liftlock.backup.VerifyBackup");

        @Override
        public boolean match(MetadataReader found, MetadataReaderFactory others) throws IOException {
            String name = found.getClassMetadata().getClassName();
            return found.getResource().getURL().getPath().contains("/test-classes/")
                    || STAND_INS.contains(name)
                    || ROOMS.stream().anyMatch(name::startsWith);
        }
    }
}

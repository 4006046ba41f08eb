package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
@Import(OperatingFiguresTest.Failing.class)
class OperatingFiguresTest {

    @Autowired
    DomainTime time;

    @Autowired
    Clock clock;

    @Autowired
    DueJobs jobs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private OperatingFigures figures;

    @TestConfiguration
    static class Failing {

        @Bean(TimerLateness.DELEGATE)
        JavaDelegate failing() {
            return execution -> {
                throw new IllegalStateException("The disk of db1 is full");
            };
        }
    }

    @BeforeEach
    void aTimerInAnHour() {
        repository
                .createDeployment()
                .addModelInstance("window.bpmn", TimerLateness.model())
                .deploy();
        runtime.startProcessInstanceByKey(
                "window", Map.of("due", Date.from(time.now().plus(Duration.ofHours(1)))));
        figures = new OperatingFigures(jdbc, jobs, clock);
        new OperatingMetrics(figures).bindTo(registry);
    }

    @AfterEach
    void cleanUp() {
        repository
                .createDeploymentQuery()
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
        jdbc.sql("delete from upgrade").update();
    }

    @Test
    void aTimerThatIsNotDueIsNotLate() {
        assertThat(gauge("liftlock.jobs.late")).isZero();
        assertThat(health(true).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aDueTimerThatNobodyRunsIsLateAndMakesTheNodeUnhealthy() {
        time.shiftBy(Duration.ofMinutes(70));

        assertThat(gauge("liftlock.jobs.late")).isEqualTo(1);
        assertThat(gauge("liftlock.jobs.oldest.late")).isBetween(600.0, 660.0);
        assertThat(health(true).getStatus()).isEqualTo(Status.DOWN);
        assertThat(health(true).getDetails().get("reason")).asString().contains("nobody runs them");
    }

    @Test
    void aNodeWhoseJobExecutorIsOffIsUnhealthy() {
        assertThat(health(false).getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aJobThatHasNoRetriesLeftIsAnIncidentAndNoLongerLate() {
        time.shiftBy(Duration.ofMinutes(70));
        Job job = management.createJobQuery().singleResult();
        management.setJobRetries(job.getId(), 0);

        assertThat(gauge("liftlock.jobs.late")).isZero();
        assertThat(gauge("liftlock.incidents")).isEqualTo(1);
    }

    @Test
    void openUpgradesAreCountedByStage() {
        jdbc.sql("""
                insert into upgrade (upgrade_key, system_id, environment, from_version, to_version, method,
                    reason_category, reason_text, request, merged, merged_digest, requested_by, requested_at, stage)
                values ('UPG-2026-0001', 'orders', 'production', '1.0', '2.0', 'replace',
                    'FEATURE', 'Faster search', '{}', '{}', 'd', 'erik', current_timestamp, 'WAITING')""").update();

        assertThat(registry.get("liftlock.upgrades.open")
                        .tag("stage", "WAITING")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("liftlock.upgrades.open")
                        .tag("stage", "EXECUTION")
                        .gauge()
                        .value())
                .isZero();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private Health health(boolean executing) {
        return new JobExecutionHealth(() -> executing, figures, Duration.ofMinutes(1)).health();
    }
}

package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@EngineTest
@Import(RetryTest.Failing.class)
class RetryTest {

    @Autowired
    DomainTime time;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    @TestConfiguration
    static class Failing {

        @Bean
        JavaDelegate sealPlan() {
            return execution -> {
                throw new IllegalStateException("The database of orders does not answer");
            };
        }
    }

    @Test
    void aFaultIsRepeatedAfterGrowingPausesAndThenBecomesAnIncident() {
        repository
                .createDeployment()
                .addModelInstance(
                        "sealing.bpmn",
                        Bpmn.createExecutableProcess("sealing")
                                .startEvent()
                                .serviceTask("seal-plan")
                                .camundaAsyncBefore()
                                .camundaDelegateExpression("${sealPlan}")
                                .endEvent()
                                .done())
                .deploy();
        runtime.startProcessInstanceByKey("sealing");

        List<Duration> pauses = new ArrayList<>();
        while (job().getRetries() > 0) {
            Throwable fault = catchThrowable(() -> management.executeJob(job().getId()));
            assertThat(fault).hasMessageContaining("does not answer");
            Duration pause = Duration.between(time.now(), job().getDuedate().toInstant());
            if (job().getRetries() > 0) {
                pauses.add(Duration.ofSeconds(Math.round(pause.toMillis() / 1000.0)));
                time.shiftBy(pause.plusMillis(10));
            }
        }

        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(30));
        assertThat(runtime.createIncidentQuery().count()).isEqualTo(1);
    }

    private Job job() {
        return management.createJobQuery().singleResult();
    }
}

package org.liftlock.process;

import java.time.Clock;
import java.time.Duration;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators see of the engine. */
@Configuration(proxyBeanMethods = false)
class OperatingConfiguration {

    @Bean
    OperatingFigures operatingFigures(JdbcClient jdbc, DueJobs jobs, Clock clock) {
        return new OperatingFigures(jdbc, jobs, clock);
    }

    @Bean
    OperatingMetrics operatingMetrics(OperatingFigures figures) {
        return new OperatingMetrics(figures);
    }

    /** Takes the place of the engine's own indicator, which only looks whether a thread exists; hence the name. */
    @Bean
    @ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
    HealthIndicator jobExecutorHealthIndicator(
            JobExecutor executor,
            OperatingFigures figures,
            @Value("${liftlock.health.late-after:60s}") Duration tolerated) {
        return new JobExecutionHealth(executor::isActive, figures, tolerated);
    }
}

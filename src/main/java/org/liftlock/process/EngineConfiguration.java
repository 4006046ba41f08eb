package org.liftlock.process;

import java.time.Clock;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Puts the engine together. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Bean
    DueJobs dueJobs(JdbcClient jdbc) {
        return new DueJobs(jdbc);
    }

    @Bean
    TimerAlarm timerAlarm(DomainTime time, DueJobs jobs) {
        return new TimerAlarm(time, jobs::firstAfter);
    }

    @Bean
    ProcessEnginePlugin engineSetUp(
            ModelBeans beans,
            ClosedModel closed,
            ModelGates gates,
            ObjectProvider<DeployedModels> deployed,
            TimerAlarm alarm,
            ObjectProvider<IdentityChanges> witness,
            DataSource dataSource,
            Dialect dialect,
            @Value("${liftlock.history.clean-up:off}") String cleanUp) {
        return new EngineSetUp(
                beans,
                closed,
                gates,
                new KeptModels(deployed::getObject),
                alarm,
                witness::getObject,
                new SchemaLock(dataSource, dialect),
                CleanUpWindow.of(cleanUp));
    }

    @Bean
    WakeUp wakeUp(DataSource dataSource, Dialect dialect, JdbcClient jdbc) {
        return new WakeUp(
                dialect == Dialect.POSTGRESQL
                        ? new PostgresNeighbours(jdbc, () -> DatabaseSettings.besidePool(dataSource))
                        : Neighbours.NONE);
    }

    @Bean
    ExternalTaskLocks externalTaskLocks(JdbcClient jdbc, Clock clock) {
        return new ExternalTaskLocks(jdbc, clock);
    }

    @Bean
    @ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
    JobExecution jobExecution(
            JobExecutor executor,
            @Qualifier("camundaTaskExecutor") ThreadPoolTaskExecutor threads,
            TimerAlarm alarm,
            JdbcClient jdbc,
            Dialect dialect) {
        return new JobExecution(executor, threads, alarm, jdbc, dialect);
    }
}

package org.liftlock.process;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Connects the alarm with the job executor, and brings jobs to an orderly end: no new ones, the running ones finished,
 * the locks given back, so that a restart or another node need not wait until they expire.
 */
final class JobExecution implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobExecution.class);
    private static final int SECONDS_TO_FINISH = 20;

    private final JobExecutor executor;
    private final ThreadPoolTaskExecutor threads;
    private final TimerAlarm alarm;
    private final JdbcClient jdbc;
    private final Dialect dialect;
    private volatile boolean running;

    JobExecution(
            JobExecutor executor, ThreadPoolTaskExecutor threads, TimerAlarm alarm, JdbcClient jdbc, Dialect dialect) {
        this.executor = executor;
        this.threads = threads;
        this.alarm = alarm;
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    @Override
    public void start() {
        if (dialect == Dialect.H2) {
            // The embedded database belongs to this process alone: whoever held these locks is dead.
            jdbc.sql("update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null where LOCK_OWNER_ is not null")
                    .update();
        }
        alarm.start(executor::jobWasAdded);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        executor.shutdown();
        ThreadPoolExecutor pool = threads.getThreadPoolExecutor();
        pool.shutdown();
        try {
            if (!pool.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                log.warn(
                        "{} jobs did not finish in {} s; they are rolled back and run again after the next start",
                        pool.getActiveCount(),
                        SECONDS_TO_FINISH);
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        jdbc.sql("update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null where LOCK_OWNER_ = :owner")
                .param("owner", executor.getLockOwner())
                .update();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.JOBS;
    }
}

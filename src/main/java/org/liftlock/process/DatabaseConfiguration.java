package org.liftlock.process;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** One database, one transaction manager, one clock. Our tables come first, then the clock, then the engine. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    static DatabaseSettings databaseSettings(Environment settings) {
        return new DatabaseSettings(settings.getProperty("liftlock.node.lease-seconds", Integer.class, 20));
    }

    @Bean
    FlywayMigrationStrategy probeThenMigrate(DataSource dataSource) {
        return flyway -> {
            DatabaseProbe.refuseUnusable(dataSource);
            new SchemaLock(dataSource, Dialect.of(dataSource)).whileHeld(flyway::migrate);
        };
    }

    @Bean
    @DependsOnDatabaseInitialization
    Dialect dialect(DataSource dataSource) {
        return Dialect.of(dataSource);
    }

    @Bean
    @DependsOnDatabaseInitialization
    DomainTime domainTime(
            JdbcClient jdbc,
            Dialect dialect,
            PlatformTransactionManager transactions,
            @Value("${liftlock.clock.adjustable:false}") boolean adjustable) {
        TransactionTemplate own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new DomainTime(new TimeSource(jdbc, dialect, Clock.systemUTC()), own, adjustable);
    }

    @Bean
    Clock domainClock(DomainTime time) {
        return time.clock();
    }

    /** On the embedded database, and with a clock nobody may move, nothing can change: no one needs to look. */
    @Bean
    ClockFollower clockFollower(DomainTime time, Dialect dialect) {
        return new ClockFollower(time, dialect == Dialect.POSTGRESQL || time.isAdjustable());
    }

    static final class ClockFollower implements SmartLifecycle {

        private final DomainTime time;
        private final boolean needed;
        private ScheduledExecutorService thread;

        ClockFollower(DomainTime time, boolean needed) {
            this.time = time;
            this.needed = needed;
        }

        @Override
        public void start() {
            thread = Executors.newSingleThreadScheduledExecutor(Threads.daemons("liftlock-clock"));
            if (needed) {
                thread.scheduleWithFixedDelay(time::refresh, 1, 1, TimeUnit.SECONDS);
            }
        }

        @Override
        public void stop() {
            thread.shutdownNow();
        }

        @Override
        public boolean isRunning() {
            return thread != null && !thread.isShutdown();
        }

        @Override
        public int getPhase() {
            return Phases.CLOCK;
        }
    }
}

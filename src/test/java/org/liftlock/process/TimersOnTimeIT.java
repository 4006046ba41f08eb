package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.EngineTest;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** With the real job executor, in real time: an idle engine, timers far enough apart that it falls idle between them. */
class TimersOnTimeIT {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @TempDir
    Path data;

    static class Noting {

        @Bean
        TimerLateness lateness() {
            return new TimerLateness();
        }

        @Bean(TimerLateness.DELEGATE)
        JavaDelegate delegate(TimerLateness lateness) {
            return lateness.delegate();
        }
    }

    @Test
    void timersFireWithinASecondOnTheEmbeddedDatabase() throws Exception {
        timersFireWithinASecond(start(h2()));
    }

    @Test
    void timersFireWithinASecondOnPostgresql() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            timersFireWithinASecond(start(url(postgres)));
        }
    }

    @Test
    void aTimerSetBeforeARestartFiresWithinASecond() throws Exception {
        String url = h2();
        Instant due;
        try (ConfigurableApplicationContext before = start(url)) {
            deploy(before);
            due = Instant.now().plusSeconds(20);
            before.getBean(ProcessEngine.class)
                    .getRuntimeService()
                    .startProcessInstanceByKey("window", Map.of("due", Date.from(due)));
        }

        try (ConfigurableApplicationContext after = start(url)) {
            List<Duration> lateness = after.getBean(TimerLateness.class).await(1, Duration.ofSeconds(60));
            // When this machine needed longer to start than the timer had time, it is late for that alone.
            Duration started = Duration.between(due, Instant.ofEpochMilli(after.getStartupDate()));
            Duration excuse = started.isNegative() ? Duration.ZERO : started.plusSeconds(20);
            assertThat(lateness.get(0)).isLessThan(A_SECOND.plus(excuse));
        }
    }

    @Test
    void movingTheClockFiresWhatIsDueThen() throws Exception {
        try (ConfigurableApplicationContext context = start(h2())) {
            deploy(context);
            DomainTime time = context.getBean(DomainTime.class);
            context.getBean(ProcessEngine.class)
                    .getRuntimeService()
                    .startProcessInstanceByKey(
                            "window", Map.of("due", Date.from(time.now().plusSeconds(7200))));

            Instant moved = Instant.now();
            time.shiftBy(Duration.ofHours(3));
            context.getBean(TimerLateness.class).await(1, Duration.ofSeconds(30));

            assertThat(Duration.between(moved, Instant.now())).isLessThan(Duration.ofSeconds(2));
            time.reset();
        }
    }

    private static void timersFireWithinASecond(ConfigurableApplicationContext context) throws InterruptedException {
        try (context) {
            deploy(context);
            List<Duration> lateness = context.getBean(TimerLateness.class)
                    .measure(context.getBean(ProcessEngine.class), 20, Duration.ofSeconds(3), Duration.ofMillis(700));

            assertThat(lateness).allMatch(late -> late.compareTo(A_SECOND) < 0);
            assertThat(lateness.get(10)).as("the median").isLessThan(Duration.ofMillis(200));
        }
    }

    private static void deploy(ConfigurableApplicationContext context) {
        context.getBean(ProcessEngine.class)
                .getRepositoryService()
                .createDeployment()
                .addModelInstance("window.bpmn", TimerLateness.model())
                .deploy();
    }

    private String h2() {
        return "jdbc:h2:file:" + data.resolve("liftlock") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }

    private static String url(EmbeddedPostgres postgres) {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    private static ConfigurableApplicationContext start(String url) {
        return new SpringApplicationBuilder(EngineTest.Engine.class, Noting.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of("spring.main.banner-mode", "off"))
                .run(
                        "--liftlock.database.url=" + url,
                        "--liftlock.models.deploy=false",
                        "--liftlock.clock.adjustable=true");
    }
}

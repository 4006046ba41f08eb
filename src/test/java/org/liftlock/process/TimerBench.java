package org.liftlock.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.EngineTest;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * How late timers fire on an idle engine: ours twice (what two equal runs differ by), and the engine as it comes.
 * Counters are exact, times depend on the machine.
 */
class TimerBench {

    private static final int TIMERS = 20;
    private static final Duration IDLE_BEFORE = Duration.ofSeconds(30);
    private static final Duration APART = Duration.ofSeconds(3);

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
    void embedded() throws Exception {
        print(
                "H2",
                ours("jdbc:h2:file:" + data.resolve("one") + ";WRITE_DELAY=0"),
                ours("jdbc:h2:file:" + data.resolve("two") + ";WRITE_DELAY=0"),
                asItComes("jdbc:h2:file:" + data.resolve("three") + ";WRITE_DELAY=0"));
    }

    @Test
    void postgresql() throws Exception {
        try (EmbeddedPostgres one = EmbeddedPostgres.start();
                EmbeddedPostgres two = EmbeddedPostgres.start();
                EmbeddedPostgres three = EmbeddedPostgres.start()) {
            print("PostgreSQL", ours(url(one)), ours(url(two)), asItComes(url(three)));
        }
    }

    private static List<Duration> ours(String url) throws InterruptedException {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(
                        EngineTest.Engine.class, Noting.class)
                .web(WebApplicationType.NONE)
                .run("--liftlock.database.url=" + url, "--liftlock.models.deploy=false")) {
            return measure(context.getBean(ProcessEngine.class), context.getBean(TimerLateness.class));
        }
    }

    private static List<Duration> asItComes(String url) throws InterruptedException {
        TimerLateness lateness = new TimerLateness();
        StandaloneProcessEngineConfiguration plain = new StandaloneProcessEngineConfiguration();
        plain.setProcessEngineName("as-it-comes");
        plain.setJdbcUrl(url);
        plain.setJdbcDriver(url.startsWith("jdbc:h2") ? "org.h2.Driver" : "org.postgresql.Driver");
        plain.setJdbcUsername("liftlock");
        plain.setJdbcPassword("");
        plain.setDatabaseSchemaUpdate("true");
        plain.setHistoryTimeToLive("P1D");
        plain.setJobExecutorActivate(true);
        plain.setBeans(Map.of(TimerLateness.DELEGATE, lateness.delegate()));
        ProcessEngine engine = plain.buildProcessEngine();
        try {
            return measure(engine, lateness);
        } finally {
            engine.close();
        }
    }

    private static List<Duration> measure(ProcessEngine engine, TimerLateness lateness) throws InterruptedException {
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance("window.bpmn", TimerLateness.model())
                .deploy();
        return lateness.measure(engine, TIMERS, IDLE_BEFORE, APART);
    }

    private static void print(String database, List<Duration> one, List<Duration> two, List<Duration> asItComes) {
        double equal = ratio(two, one);
        double better = ratio(asItComes, one);
        boolean clear = better > 2 * Math.max(equal, 1 / equal);
        System.out.println("");
        System.out.println(database + ": lateness of " + TIMERS + " timers on an idle engine, in ms");
        System.out.println("                      p50      p95      max");
        row("Liftlock", one);
        row("Liftlock again", two);
        row("engine as it comes", asItComes);
        System.out.println(String.format(
                Locale.ROOT,
                "p50: A/A %.2f, as it comes / Liftlock %.1f%s",
                equal,
                better,
                clear ? "" : " (inconclusive)"));
    }

    private static void row(String name, List<Duration> sorted) {
        System.out.println(String.format(
                Locale.ROOT,
                "%-18s %8d %8d %8d",
                name,
                at(sorted, 0.5),
                at(sorted, 0.95),
                sorted.get(sorted.size() - 1).toMillis()));
    }

    private static double ratio(List<Duration> some, List<Duration> others) {
        return (double) Math.max(1, at(some, 0.5)) / Math.max(1, at(others, 0.5));
    }

    private static long at(List<Duration> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1))
                .toMillis();
    }

    private static String url(EmbeddedPostgres postgres) {
        return postgres.getJdbcUrl("postgres", "postgres");
    }
}

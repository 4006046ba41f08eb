package org.liftlock.effect;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.process.TestJvm;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How soon a step starts on another node than the one that made it, and what that costs the database. */
class WakeUpBench {

    private static final int TASKS = 300;
    private EmbeddedPostgres postgres;

    @BeforeEach
    void durableDatabase() throws IOException {
        postgres = DurablePostgres.start();
    }

    @AfterEach
    void stop() throws IOException {
        postgres.close();
    }

    @Test
    void fromACommitOnOneNodeToTheStartOnAnother() throws Exception {
        String url = DurablePostgres.url(postgres);
        try (ConfigurableApplicationContext node = SmallNode.start(url, "--liftlock.worker.look=PT1H")) {
            Proofs.upgradeWithProvenUnit(node.getBean(JdbcClient.class), SmallNode.KEY, SmallNode.KEY + ".u1");
            Process other = TestJvm.start(SmallNode.class, url);
            try (BufferedReader said = other.inputReader();
                    PrintStream told = new PrintStream(other.getOutputStream(), true)) {
                said.readLine();
                List<Duration> once = new ArrayList<>();
                List<Duration> again = new ArrayList<>();
                measure(node, said, told, new ArrayList<>());
                measure(node, said, told, once);
                measure(node, said, told, again);
                System.out.println("\nFrom the commit on one node to the start on another, in ms, " + TASKS + " tasks");
                System.out.println("                      p50      p95      p99      max");
                row("once", once);
                row("again", again);
            } finally {
                other.destroyForcibly();
            }
        }
    }

    private static void measure(
            ConfigurableApplicationContext node, BufferedReader said, PrintStream told, List<Duration> into)
            throws Exception {
        for (int i = 0; i < TASKS; i++) {
            told.println("start");
            Instant committed = Instant.parse(said.readLine().split(" ")[1]);
            Instant started = node.getBean(SmallNode.NoteStart.class).started.poll(20, TimeUnit.SECONDS);
            into.add(Duration.between(committed, started));
            Thread.sleep(20);
        }
    }

    @Test
    void anIdleNode() throws Exception {
        for (String look : List.of("PT1S", "PT5S", "PT1H")) {
            String url = DurablePostgres.url(postgres);
            try (ConfigurableApplicationContext node = SmallNode.start(
                    url, "--liftlock.worker.look=" + look, "--camunda.bpm.job-execution.enabled=false")) {
                JdbcClient jdbc = node.getBean(JdbcClient.class);
                Thread.sleep(3000);
                DurablePostgres.Usage before = DurablePostgres.usage(jdbc);
                Thread.sleep(20_000);
                DurablePostgres.Usage used = DurablePostgres.usage(jdbc).since(before);
                System.out.println(String.format(
                        Locale.ROOT,
                        "idle node without jobs, look every %s: %.1f transactions/s, %.2f of them writing,"
                                + " %.1f ms of the database's CPU/s",
                        look,
                        used.transactions() / 20.0,
                        used.writing() / 20.0,
                        used.databaseCpu().toNanos() / 20e6));
            }
        }
    }

    /** Small transactions of eight connections at once: alone, with NOTIFY in them, and with NOTIFY after each. */
    @Test
    void notifyInsideOrAfter() throws Exception {
        try (Connection one = postgres.getPostgresDatabase().getConnection();
                Statement statement = one.createStatement()) {
            statement.execute("create table noted (id bigint generated always as identity primary key, t text)");
        }
        try (Connection listener = postgres.getPostgresDatabase().getConnection();
                Statement statement = listener.createStatement()) {
            statement.execute("listen bell");
            System.out.println("\nWriting transactions per second, eight connections");
            for (int round = 0; round < 3; round++) {
                System.out.println(String.format(
                        Locale.ROOT,
                        "alone %.0f, again %.0f, NOTIFY inside %.0f, NOTIFY after each %.0f",
                        perSecond(List.of("insert into noted (t) values ('x')")),
                        perSecond(List.of("insert into noted (t) values ('x')")),
                        perSecond(List.of("begin; insert into noted (t) values ('x'); notify bell; commit")),
                        perSecond(List.of("insert into noted (t) values ('x')", "notify bell"))));
            }
        }
    }

    private double perSecond(List<String> transactions) throws Exception {
        int each = 400;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            long start = System.nanoTime();
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Callable<Void> work = () -> write(transactions, each);
                all.add(threads.submit(work));
            }
            for (Future<Void> one : all) {
                one.get();
            }
            return 8 * each / ((System.nanoTime() - start) / 1e9);
        } finally {
            threads.shutdown();
        }
    }

    private Void write(List<String> transactions, int times) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < times; i++) {
                for (String transaction : transactions) {
                    statement.execute(transaction);
                }
            }
        }
        return null;
    }

    private static void row(String name, List<Duration> all) {
        all.sort(Comparator.naturalOrder());
        System.out.println(String.format(
                Locale.ROOT,
                "%-16s %8.1f %8.1f %8.1f %8.1f",
                name,
                at(all, 0.5),
                at(all, 0.95),
                at(all, 0.99),
                at(all, 1)));
    }

    private static double at(List<Duration> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1))
                        .toNanos()
                / 1e6;
    }
}

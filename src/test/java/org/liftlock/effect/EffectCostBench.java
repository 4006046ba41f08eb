package org.liftlock.effect;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the effect protocol costs beside the same model without it. The model is the way of one unit through
 * {@code change-target} when all goes well: nine external tasks, of which four are effects on a target (quiesce, back up,
 * apply, resume), two find nothing to do (brackets) and three read. There are no people and no delegates in it, whose
 * transactions would be the same on both sides: this is the protocol at its most expensive. Targets have been upgraded
 * before. Steps do nothing, so what is measured is what surrounds them; the launcher and the launch gate stand in, the
 * journal, the record and the database are real.
 */
class EffectCostBench {

    private static final int ROUNDS = 5;
    private static final int WARM_UP = 100;
    private static final int LIFECYCLES = 200;
    private static final int IN_FLIGHT = 32;
    private static final int WAITING = 500;

    private enum Arm {
        /** The engine as it comes, external tasks completed by a plain client. */
        STOCK,
        /** The engine as Liftlock sets it up, with the same client. */
        PLAIN,
        PLAIN_AGAIN,
        /** The worker and its journal. */
        FULL
    }

    private record Figures(double perSecond, double transactions, double wal, double cpuMillis) {}

    private EmbeddedPostgres postgres;

    @BeforeEach
    void durableDatabase() throws Exception {
        postgres = DurablePostgres.start();
    }

    @AfterEach
    void stop() throws Exception {
        postgres.close();
    }

    @Test
    void beside() throws Exception {
        Map<Arm, List<Figures>> all = new EnumMap<>(Arm.class);
        for (int round = 0; round <= ROUNDS; round++) {
            for (Arm arm : Arm.values()) {
                Figures figures = run(arm, "round" + round + "_" + arm.name().toLowerCase(Locale.ROOT));
                System.out.println((round == 0 ? "warm-up " : "round " + round + " ") + arm + ": " + figures);
                if (round > 0) {
                    all.computeIfAbsent(arm, first -> new ArrayList<>()).add(figures);
                }
            }
        }
        System.out.println(
                "\nOne lifecycle, median of " + ROUNDS + " rounds of " + LIFECYCLES + ", " + IN_FLIGHT + " at once");
        System.out.println("                lifecycles/s  write transactions   WAL (KB)   CPU (ms)");
        all.forEach((arm, figures) -> System.out.println(String.format(
                Locale.ROOT,
                "%-14s %13.1f %19.1f %10.1f %10.1f",
                arm,
                median(figures, Figures::perSecond),
                median(figures, Figures::transactions),
                median(figures, Figures::wal) / 1024,
                median(figures, Figures::cpuMillis))));
        System.out.println("");
        ratios("lifecycles/s", all, Figures::perSecond, "");
        ratios("transactions", all, Figures::transactions, "full/stock at most 1.3");
        ratios("WAL", all, Figures::wal, "full/stock at most 0.8");
        ratios("CPU", all, Figures::cpuMillis, "full/stock at most 1.15");
    }

    private static void ratios(String name, Map<Arm, List<Figures>> all, ToDoubleFunction<Figures> figure, String aim) {
        System.out.println(String.format(
                Locale.ROOT,
                "%-13s A/A %s   full/plain %s   full/stock %s   %s",
                name,
                ratio(all.get(Arm.PLAIN_AGAIN), all.get(Arm.PLAIN), figure),
                ratio(all.get(Arm.FULL), all.get(Arm.PLAIN), figure),
                ratio(all.get(Arm.FULL), all.get(Arm.STOCK), figure),
                aim.isEmpty() ? "" : "(aim: " + aim + ")"));
    }

    /** Of each round, since its arms ran one after another: lowest, median and highest. */
    private static String ratio(List<Figures> some, List<Figures> others, ToDoubleFunction<Figures> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            ratios.add(figure.applyAsDouble(some.get(i)) / figure.applyAsDouble(others.get(i)));
        }
        ratios.sort(Double::compare);
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f)",
                ratios.get(ratios.size() / 2),
                ratios.get(0),
                ratios.get(ratios.size() - 1));
    }

    private static double median(List<Figures> figures, ToDoubleFunction<Figures> figure) {
        return figures.stream()
                .mapToDouble(figure)
                .sorted()
                .skip(figures.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private Figures run(Arm arm, String database) throws Exception {
        String url = newDatabase(database);
        try (LifecycleArm running = arm == Arm.STOCK
                ? LifecycleArm.stock(url)
                : arm == Arm.FULL ? LifecycleArm.full(url, WARM_UP + LIFECYCLES) : LifecycleArm.plain(url)) {
            running.run(1, WARM_UP, IN_FLIGHT);
            JdbcClient jdbc = JdbcClient.create(postgres.getDatabase("postgres", database));
            DurablePostgres.Usage before = DurablePostgres.usage(jdbc);
            long cpu = cpuNanos();
            long start = System.nanoTime();
            running.run(WARM_UP + 1, LIFECYCLES, IN_FLIGHT);
            double seconds = (System.nanoTime() - start) / 1e9;
            DurablePostgres.Usage used = DurablePostgres.usage(jdbc).since(before);
            double own = cpuNanos() - cpu;
            return new Figures(
                    LIFECYCLES / seconds,
                    used.writing() / (double) LIFECYCLES,
                    used.wal() / (double) LIFECYCLES,
                    (own + used.databaseCpu().toNanos()) / 1e6 / LIFECYCLES);
        }
    }

    /** Commands that run on, of one node: threads, memory, CPU, and what they and their leases ask of the database. */
    @Test
    void waitingCommands() throws Exception {
        System.out.println("");
        for (int waiting : List.of(0, WAITING)) {
            String url = newDatabase("waiting" + waiting);
            try (LifecycleArm node = LifecycleArm.waiting(url, waiting)) {
                JdbcClient jdbc = JdbcClient.create(postgres.getDatabase("postgres", "waiting" + waiting));
                node.awaitRunning(waiting);
                Thread.sleep(45_000); // until the runs are old, and looked at every two seconds
                long threads = Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("liftlock-"))
                        .count();
                double heap = heapMegabytes();
                DurablePostgres.Usage before = DurablePostgres.usage(jdbc);
                long cpu = cpuNanos();
                long questions = node.questions();
                Duration time = Duration.ofSeconds(30);
                Thread.sleep(time.toMillis());
                DurablePostgres.Usage used = DurablePostgres.usage(jdbc).since(before);
                System.out.println(String.format(
                        Locale.ROOT,
                        "%3d commands wait: %d threads of the worker, %.1f MB of heap in use, %.1f ms CPU/s of the node, %.1f ms CPU/s of the"
                                + " database, %.1f statements/s, %.2f of them writing, %.1f questions/s to hosts",
                        waiting,
                        threads,
                        heap,
                        (cpuNanos() - cpu) / 1e6 / time.toSeconds(),
                        used.databaseCpu().toNanos() / 1e6 / time.toSeconds(),
                        used.transactions() / (double) time.toSeconds(),
                        used.writing() / (double) time.toSeconds(),
                        (node.questions() - questions) / (double) time.toSeconds()));
            }
        }
    }

    private String newDatabase(String name) {
        JdbcClient.create(postgres.getPostgresDatabase())
                .sql("create database " + name)
                .update();
        return postgres.getJdbcUrl("postgres", name);
    }

    /** What is left in use when everything has been collected that nobody holds. */
    private static double heapMegabytes() {
        System.gc();
        Runtime memory = Runtime.getRuntime();
        return (memory.totalMemory() - memory.freeMemory()) / 1048576.0;
    }

    /** CPU time of this process. */
    static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}

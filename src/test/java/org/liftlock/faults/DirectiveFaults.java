package org.liftlock.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.intervention.Intervention;
import org.liftlock.intervention.InterventionRefused;
import org.liftlock.intervention.Interventions;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Windows;
import org.liftlock.window.DecidersDesk;

/** Thirty units of an upgrade are under way, each somewhere else, when somebody orders something. */
class DirectiveFaults {

    private static final Set<Result> GONE_ON = EnumSet.of(Result.RAISED, Result.UNTOUCHED);
    private static final Set<Result> GONE_BACK = EnumSet.of(Result.BACK, Result.UNTOUCHED);
    private static final String HALTED = "decide-on-halted-rollout";
    private static final double PATIENCE = 180;
    /** So many upgrades are under way side by side, each of a system of its own. */
    private static final int LANES = 5;
    /** Of the commands that all units together run in a wave: three up to the apply and one to let users in. */
    private static final int COMMANDS = 4 * Fleet.RUNNING;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static Fleet fleet;
    private static DecidersDesk desk;

    private final List<String> lost = new CopyOnWriteArrayList<>();
    private final List<String> twice = new CopyOnWriteArrayList<>();
    private final List<Double> endings = new CopyOnWriteArrayList<>();

    /** What is ordered. */
    private enum Order {
        HOLD(GONE_ON),
        GO_BACK(GONE_BACK),
        CANCEL(GONE_BACK),
        HOLD_AND_GO_BACK_AT_ONCE(EnumSet.allOf(Result.class)),
        WINDOW_ENDS(GONE_ON),
        EXTEND(EnumSet.of(Result.RAISED));

        private final Set<Result> allowed;

        Order(Set<Result> allowed) {
            this.allowed = allowed;
        }
    }

    @BeforeAll
    static void start() {
        fleet = Fleet.start(directory);
        desk = new DecidersDesk(fleet.node());
    }

    @AfterAll
    static void stop() throws IOException {
        fleet.close();
    }

    @Test
    void nothingStartsBehindAnOrderAndEverybodyHearsIt() {
        int times = Faults.times(18, 500);
        AtomicInteger turn = new AtomicInteger();
        List<CompletableFuture<Void>> lanes = IntStream.range(0, LANES)
                .mapToObj(lane -> CompletableFuture.runAsync(
                        () -> {
                            for (int time = turn.getAndIncrement(); time < times; time = turn.getAndIncrement()) {
                                race(Order.values()[time % Order.values().length], new Random(412 + time));
                            }
                        },
                        work -> new Thread(work, "lane-" + lane).start()))
                .toList();
        lanes.forEach(CompletableFuture::join);
        if (fleet.faults() > 0) {
            lost.add(fleet.faults() + " steps met a fault of the product and wait for somebody");
        }
        FaultTable.row(
                "stop, directive and window change while 30 units run (twice: begun behind it; recovery: until all ended)",
                times,
                new FaultTable.Counts(times, lost, twice, List.of(), 0),
                endings);
    }

    private void race(Order order, Random random) {
        String key = fleet.rollOut();
        int moment = random.nextInt(COMMANDS);
        await(() -> fleet.targets().begunFor(key).size() >= moment || isOver(key));
        Cluster.pause(random.nextInt(30));
        try {
            give(key, order);
        } catch (InterventionRefused tooLate) {
            // Everything is decided already, and whoever cancels is told so.
            await(() -> isOver(key));
            fleet.end(key);
            return;
        }
        long committed = System.nanoTime();
        double orderedAt = Uptime.now();
        if (!await(() -> isOver(key))) {
            lost.add("%s, %s: after %s s still %s, waiting for %s"
                    .formatted(key, order, PATIENCE, fleet.processes(key), names(key)));
        }
        endings.add(Uptime.now() - orderedAt);
        judgeLaunches(key, order, committed);
        judgeUnits(key, order);
        judgeWhoHeard(key, order);
        fleet.end(key);
    }

    private void give(String key, Order order) {
        switch (order) {
            case HOLD -> desk.order(key, "hold", 0);
            case GO_BACK -> desk.order(key, "go-back", 0);
            case CANCEL ->
                fleet.get(Interventions.class)
                        .intervene(key, Intervention.CANCEL, "mia", "The suite has changed its mind");
            case HOLD_AND_GO_BACK_AT_ONCE -> {
                CompletableFuture<Void> other = CompletableFuture.runAsync(() -> desk.order(key, "hold", 0));
                desk.order(key, "go-back", 0);
                other.join();
            }
            case WINDOW_ENDS -> {
                Windows windows = fleet.get(Windows.class);
                MaintenanceWindow window = windows.of(key).orElseThrow();
                windows.set(
                        key,
                        new MaintenanceWindow(
                                window.opensAt(),
                                fleet.get(Clock.class).instant().plus(Duration.ofSeconds(30))),
                        "mia");
            }
            case EXTEND -> desk.order(key, "extend", 30);
        }
    }

    /** Every process has ended, or all units have and the rollout asks what next. */
    private static boolean isOver(String key) {
        List<String> processes = fleet.processes(key);
        return processes.isEmpty()
                || processes.equals(List.of("rollout")) && names(key).equals(List.of(HALTED));
    }

    private static List<String> names(String key) {
        return fleet.tasks(key).stream().map(Task::getTaskDefinitionKey).toList();
    }

    private void judgeLaunches(String key, Order order, long committed) {
        for (FleetTargets.Begun begun : fleet.targets().begunFor(key)) {
            if (begun.forward() && order != Order.EXTEND && begun.decidedAt() > committed) {
                twice.add("%s, %s: %s on %s was let through %d ms after the order was committed"
                        .formatted(
                                key,
                                order,
                                begun.topic(),
                                begun.target(),
                                (begun.decidedAt() - committed) / 1_000_000));
            }
            if (begun.forward() && begun.at() > fleet.targets().stoppedAt(begun.target())) {
                twice.add("%s, %s: %s began on %s after a confirmed stop"
                        .formatted(key, order, begun.topic(), begun.target()));
            }
        }
        fleet.targets().begunFor(key).stream()
                .filter(begun -> begun.topic().equals("apply-upgrade"))
                .map(FleetTargets.Begun::target)
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .reduce((before, next) -> {
                    if (before.equals(next)) {
                        twice.add("%s, %s: applied twice on %s".formatted(key, order, next));
                    }
                    return next;
                });
    }

    private void judgeUnits(String key, Order order) {
        for (UnitOfChange unit : fleet.units(key)) {
            boolean applied = fleet.targets().begunFor(key).stream()
                    .anyMatch(begun -> begun.topic().equals("apply-upgrade")
                            && unit.targets().contains(begun.target()));
            boolean pilot = unit.unitId().endsWith(".u1");
            boolean inWave = fleet.database()
                            .sql("select count(*) from unit_of_change where unit_id = ? and wave_id is not null")
                            .param(unit.unitId())
                            .query(Integer.class)
                            .single()
                    > 0;
            String what = "%s, %s: unit %s is %s".formatted(key, order, unit.unitId(), unit.result());
            if (unit.result().isEmpty()) {
                if (inWave) {
                    lost.add(what + " though its wave is over");
                }
            } else if (!order.allowed.contains(unit.result().get())
                            && !(pilot && unit.result().get() == Result.RAISED && order != Order.GO_BACK)
                    || unit.result().get() == Result.NEEDS_REPAIR) {
                lost.add(what);
            } else if (unit.result().get() == Result.UNTOUCHED && applied
                    || unit.result().get() == Result.RAISED && !applied && !pilot) {
                lost.add(what + (applied ? ", and was applied" : ", and was never applied"));
            }
        }
    }

    private void judgeWhoHeard(String key, Order order) {
        long held = count("select count(*) from effect where upgrade_key = ? and active_target is not null", key);
        long claimed = count("select count(*) from target_claim where upgrade_key = ?", key);
        long open = count("select count(*) from step where upgrade_key = ? and delivered_at is null", key);
        if (held + claimed + open > 0) {
            lost.add("%s, %s: %d effects hold a target, %d targets are claimed, %d steps are open"
                    .formatted(key, order, held, claimed, open));
        }
        Directive newest = fleet.get(Directives.class).current(key);
        long given = count("select count(*) from directive where upgrade_key = ?", key);
        long expected = order == Order.HOLD_AND_GO_BACK_AT_ONCE ? 2 : order == Order.WINDOW_ENDS ? 0 : 1;
        if (given != expected) {
            lost.add("%s, %s: of %d orders %d are written down".formatted(key, order, expected, given));
        }
        boolean halts = order == Order.HOLD || order == Order.WINDOW_ENDS || newest == Directive.HALT;
        boolean unitsWait =
                fleet.units(key).stream().anyMatch(unit -> unit.result().isEmpty());
        if (halts && unitsWait) {
            wakeTheHalted(key, order);
        } else if (!fleet.processes(key).isEmpty()) {
            lost.add("%s, %s: the rollout asks %s".formatted(key, order, names(key)));
        }
    }

    /** More time: whoever is asked what next has to be asked anew. */
    private void wakeTheHalted(String key, Order order) {
        List<String> before = fleet.tasks(key).stream().map(Task::getId).toList();
        desk.order(key, "extend", 240);
        boolean heard = await(() -> {
            List<String> now = fleet.tasks(key).stream().map(Task::getId).toList();
            return now.size() == 1 && !now.equals(before);
        });
        if (before.size() != 1 || !heard) {
            lost.add("%s, %s: the rollout was asked about %s and never heard of the new end of its window"
                    .formatted(key, order, Arrays.toString(before.toArray())));
        }
    }

    private static long count(String sql, String key) {
        return fleet.database().sql(sql).param(key).query(Long.class).single();
    }

    private static boolean await(BooleanSupplier condition) {
        double until = Uptime.now() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (Uptime.now() > until) {
                return false;
            }
            Cluster.pause(25);
        }
        return true;
    }
}

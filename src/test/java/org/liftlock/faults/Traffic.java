package org.liftlock.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps some upgrades under way, good ones and bad ones in turn, until it is told to let them end. */
final class Traffic implements AutoCloseable {

    private static final double A_DAY_LASTS = 5;

    private final Cluster cluster;
    private final int lanes;
    private final double takes;
    private final List<Lifecycle> all = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean open = true;
    private volatile Throwable trouble;

    private Traffic(Cluster cluster, int lanes, double takes) {
        this.cluster = cluster;
        this.lanes = lanes;
        this.takes = takes;
    }

    /** @param takes seconds that each command on a target works */
    static Traffic on(Cluster cluster, int lanes, double takes) {
        Traffic traffic = new Traffic(cluster, lanes, takes);
        for (int lane = 0; lane < lanes; lane++) {
            int number = lane;
            Thread thread = new Thread(() -> traffic.drive(number), "lane-" + lane);
            thread.setDaemon(true);
            traffic.threads.add(thread);
            thread.start();
        }
        return traffic;
    }

    private void drive(int lane) {
        try {
            for (int turn = lane; open; turn++) {
                Lifecycle lifecycle = new Lifecycle(
                        cluster.client(), cluster.ledger(takes), turn % 2 == 0 ? Ledger.GOOD : Ledger.BAD);
                lifecycle.request();
                all.add(lifecycle);
                follow(lifecycle);
            }
        } catch (RuntimeException | AssertionError failure) {
            trouble = failure;
        }
    }

    /** All of them at the same time, from their request on. */
    static void goThrough(List<Lifecycle> lifecycles) {
        together(lifecycles, lifecycle -> {
            lifecycle.request();
            follow(lifecycle);
        });
    }

    static void together(List<Lifecycle> lifecycles, Consumer<Lifecycle> way) {
        List<CompletableFuture<Void>> ways = lifecycles.stream()
                .map(lifecycle -> CompletableFuture.runAsync(
                        () -> way.accept(lifecycle),
                        work -> new Thread(work, lifecycle.ledger().name()).start()))
                .toList();
        ways.forEach(CompletableFuture::join);
    }

    /** Until it is closed, or nothing is left but to watch it for days. */
    static void follow(Lifecycle lifecycle) {
        double until = Uptime.now() + Faults.patience();
        while (!lifecycle.isClosed() && !lifecycle.isOnlyWatched() && Uptime.now() < until) {
            lifecycle.look();
            Cluster.pause(300);
        }
    }

    /** Lets the days pass that upgrades are watched, until all are closed. */
    static void close(Cluster cluster, List<Lifecycle> lifecycles) {
        double until = Uptime.now() + Faults.patience();
        double days = 0;
        while (Uptime.now() < until && !lifecycles.stream().allMatch(Lifecycle::isClosed)) {
            if (Uptime.now() > days + A_DAY_LASTS) {
                cluster.letADayPass();
                days = Uptime.now();
            }
            lifecycles.stream().filter(lifecycle -> !lifecycle.isClosed()).forEach(Lifecycle::look);
            Cluster.pause(300);
        }
        lifecycles.forEach(Lifecycle::judge);
        lifecycles.forEach(lifecycle -> lifecycle.ledger().end());
    }

    /** Every upgrade that was acknowledged, each at its end. */
    List<Lifecycle> drain() {
        open = false;
        threads.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
        if (trouble != null) {
            throw new AssertionError("The suite itself met trouble", trouble);
        }
        close(cluster, all);
        return List.copyOf(all);
    }

    @Override
    public void close() {
        open = false;
    }
}

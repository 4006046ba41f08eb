package org.liftlock.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.effect.KillPoint;
import org.liftlock.effect.RacingNode;

/** Two nodes, and two upgrades, want one target at the same instant. Its own log says who was there, and when. */
class RacingFaults {

    private static final List<KillPoint> MOMENTS = List.of(
            KillPoint.BEFORE_PLANNED,
            KillPoint.AFTER_PLANNED,
            KillPoint.BEFORE_STARTED,
            KillPoint.AFTER_STARTED,
            KillPoint.REPLY_UNREAD);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static EmbeddedPostgres postgres;
    private static RacingNode one;
    private static RacingNode other;

    private final Random random = new Random(412);
    private final List<String> lost = new ArrayList<>();
    private final List<String> twice = new ArrayList<>();
    private int upgrades;

    /** One target, and what happens to it in one race. */
    private final class Race {

        private final Ledger ledger;
        private final Map<String, Double> stopped = new HashMap<>();
        private final List<String> wanted = new ArrayList<>();

        Race(int number) {
            ledger = Ledger.set(directory.resolve("yard"), "ledger-%03d".formatted(number), 0.2);
        }

        String target() {
            return "localhost/" + ledger.name();
        }

        String upgrade() {
            String key = "UPG-2026-%04d".formatted(++upgrades);
            wanted.add(key);
            one.request(
                    key,
                    target(),
                    List.of(
                            ledger.home().resolveSibling("ledger").toString(),
                            ledger.home().toString(),
                            "apply",
                            key,
                            Ledger.GOOD));
            return key;
        }

        boolean begun(String key) {
            return ledger.effects().stream()
                    .anyMatch(effect -> effect.key().equals(key) && effect.is("apply", "begin"));
        }

        /** Confirmed: from here on nothing of the upgrade is on the target. */
        void stopped(String key) {
            stopped.put(key, Uptime.now());
        }

        /** @param atLeast how many upgrades have to have been there at all */
        void judge(String race, int atLeast) {
            Map<String, Double> open = new LinkedHashMap<>();
            Map<String, Integer> begun = new LinkedHashMap<>();
            for (Ledger.Effect effect : ledger.effects()) {
                if (effect.is("apply", "begin")) {
                    open.keySet().removeIf(key -> stopped.getOrDefault(key, Double.MAX_VALUE) <= effect.at());
                    open.keySet()
                            .forEach(key -> twice.add("%s, %s: %s began while %s was there"
                                    .formatted(race, ledger.name(), effect.key(), key)));
                    open.put(effect.key(), effect.at());
                    begun.merge(effect.key(), 1, Integer::sum);
                    if (effect.at() > stopped.getOrDefault(effect.key(), Double.MAX_VALUE)) {
                        twice.add("%s, %s: %s began after its stop was confirmed"
                                .formatted(race, ledger.name(), effect.key()));
                    }
                } else if (effect.is("apply", "end")) {
                    open.remove(effect.key());
                }
            }
            begun.forEach((key, times) -> {
                if (times > 1) {
                    twice.add("%s, %s: %s began %d times".formatted(race, ledger.name(), key, times));
                }
            });
            if (begun.size() < atLeast) {
                lost.add("%s, %s: only %s were there, of %s"
                        .formatted(
                                race,
                                ledger.name(),
                                begun.keySet(),
                                wanted.stream()
                                        .map(key -> key + " " + one.journal(key) + " (" + one.answer(key) + ")")
                                        .toList()));
            }
            ledger.end();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        String database = postgres.getJdbcUrl("postgres", "postgres");
        one = RacingNode.start("node-1", database, directory.resolve("launcher"));
        other = RacingNode.start("node-2", database, directory.resolve("launcher"));
        one.deploy();
    }

    @AfterAll
    static void stop() throws IOException {
        one.close();
        other.close();
        postgres.close();
    }

    @Test
    void atMostOneIsActiveOnATarget() {
        int times = Faults.times(20, 200);
        for (int time = 0; time < times; time++) {
            Race race = new Race(time);
            switch (time % 6) {
                case 0 -> oneStepForBoth(race);
                case 1 -> oneTargetForTwoUpgrades(race);
                case 2 -> takenOverWhileItIsLaunched(race);
                case 3 -> stoppedWhileItIsLaunched(race);
                case 4 -> takenOverBeforeItIsLaunched(race);
                default -> stoppedBeforeItIsLaunched(race);
            }
        }
        FaultTable.row(
                "two nodes, and two upgrades, racing for one target",
                times,
                new FaultTable.Counts(upgrades, lost, twice, List.of(), 0),
                List.of());
    }

    /** Both fetch at the same instant; then both believe that they hold what one of them has got. */
    private void oneStepForBoth(Race race) {
        race.upgrade();
        List<Optional<String>> fetched = new ArrayList<>(List.of(Optional.empty(), Optional.empty()));
        together(() -> fetched.set(0, fetch(one)), () -> fetched.set(1, fetch(other)));
        if (fetched.stream().filter(Optional::isPresent).count() != 1) {
            twice.add("one step for both: fetched by " + fetched);
        }
        RacingNode holder = fetched.get(0).isPresent() ? one : other;
        String step = fetched.stream().flatMap(Optional::stream).findFirst().orElseThrow();
        together(() -> one.follow(step, holder.worker()), () -> other.follow(step, holder.worker()));
        race.judge("one step for both", 1);
    }

    private void oneTargetForTwoUpgrades(Race race) {
        race.upgrade();
        String first = one.fetch().orElseThrow();
        race.upgrade();
        String second = other.fetch().orElseThrow();
        together(() -> one.follow(first, one.worker()), () -> other.follow(second, other.worker()));
        race.judge("one target for two upgrades", 1);
    }

    /** The first stands still for a moment, at some point of the protocol, and its step is taken over meanwhile. */
    private void takenOverWhileItIsLaunched(Race race) {
        String key = race.upgrade();
        String step = one.fetch().orElseThrow();
        String worker = one.worker();
        one.stallAt(MOMENTS.get(random.nextInt(MOMENTS.size())), () -> Cluster.pause(random.nextInt(400)));
        int delay = random.nextInt(400);
        together(() -> one.follow(step, worker), () -> {
            Cluster.pause(delay);
            takeOver().forEach(taken -> other.follow(taken, other.worker()));
        });
        takeOver().forEach(taken -> other.follow(taken, other.worker()));
        one.revive();
        sentOnce("taken over", key);
        race.judge("taken over while it is launched", 1);
    }

    /** A stop is confirmed and another upgrade has the target, while the launch that was stopped is still under way. */
    private void stoppedWhileItIsLaunched(Race race) {
        String stopped = race.upgrade();
        String late = one.fetch().orElseThrow();
        String next = race.upgrade();
        String step = other.fetch().orElseThrow();
        KillPoint moment = MOMENTS.get(1 + random.nextInt(3));
        int delay = random.nextInt(300);
        boolean holdsTheUpgrade = moment == KillPoint.BEFORE_STARTED;
        CountDownLatch stalled = new CountDownLatch(1);
        one.stallAt(moment, () -> {
            stalled.countDown();
            double longest = Uptime.now() + (holdsTheUpgrade ? random.nextDouble() : 20);
            while (!race.begun(next) && Uptime.now() < longest) {
                Cluster.pause(20);
            }
        });
        together(() -> one.follow(late, one.worker()), () -> {
            await(stalled);
            Cluster.pause(delay);
            while (!other.stop(stopped, race.target()).isEmpty()) {
                Cluster.pause(50);
            }
            race.stopped(stopped);
            List<String> said = other.journal(stopped);
            other.release(stopped);
            other.follow(step, other.worker());
            Cluster.pause(300);
            if (!other.journal(stopped).equals(said)) {
                twice.add("stopped while it is launched: the journal said " + said + ", now " + other.journal(stopped));
            }
        });
        sentOnce("stopped", stopped);
        race.judge("stopped while it is launched", 1);
    }

    /** It stands still between its plan and its launch, and wakes with work that is no longer its own. */
    private void takenOverBeforeItIsLaunched(Race race) {
        String key = race.upgrade();
        String step = one.fetch().orElseThrow();
        String worker = one.worker();
        CountDownLatch planned = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        one.stallAt(KillPoint.AFTER_PLANNED, () -> {
            planned.countDown();
            await(taken);
        });
        together(() -> one.follow(step, worker), () -> {
            await(planned);
            List<String> steps = takeOver();
            taken.countDown();
            Cluster.pause(random.nextInt(200));
            steps.forEach(mine -> other.follow(mine, other.worker()));
        });
        one.revive();
        if (one.sent().keySet().stream().anyMatch(order -> order.startsWith(key + "."))) {
            twice.add("taken over before it is launched: " + key + " was sent by the node that had lost it");
        }
        race.judge("taken over before it is launched", 1);
    }

    /** Stop and launch wait for the same lock, the launch with what it read before the stop; the stop gets it first. */
    private void stoppedBeforeItIsLaunched(Race race) {
        String stopped = race.upgrade();
        String step = one.fetch().orElseThrow();
        CountDownLatch planned = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(1);
        one.stallAt(KillPoint.AFTER_PLANNED, () -> {
            planned.countDown();
            await(queued);
        });
        List<String> said = new ArrayList<>();
        other.stallAt(KillPoint.BEFORE_STOP, () -> said.addAll(other.journal(stopped)));
        CompletableFuture<Void> launching = CompletableFuture.runAsync(() -> one.follow(step, one.worker()));
        await(planned);
        List<CompletableFuture<List<String>>> stopping = new ArrayList<>();
        one.holding(stopped, () -> {
            stopping.add(CompletableFuture.supplyAsync(() -> other.stop(stopped, race.target())));
            Cluster.pause(200);
            queued.countDown();
            Cluster.pause(300);
        });
        if (!stopping.get(0).join().isEmpty()) {
            lost.add("stopped before it is launched: the stop of " + stopped + " was not confirmed");
        }
        race.stopped(stopped);
        launching.join();
        if (!other.journal(stopped).equals(said)) {
            twice.add("stopped before it is launched: the journal said " + said + ", now " + other.journal(stopped));
        }
        other.release(stopped);
        race.judge("stopped before it is launched", 0);
    }

    private void sentOnce(String race, String key) {
        Map<String, Integer> sent = new HashMap<>(one.sent());
        other.sent().forEach((order, times) -> sent.merge(order, times, Integer::sum));
        sent.forEach((order, times) -> {
            if (order.startsWith(key + ".") && times > 1) {
                twice.add(race + ": " + order + " was sent " + times + " times");
            }
        });
    }

    /** The loser of a race for a row tries again with its next poll. */
    private static Optional<String> fetch(RacingNode node) {
        try {
            return node.fetch();
        } catch (RuntimeException faster) {
            return Optional.empty();
        }
    }

    private static List<String> takeOver() {
        try {
            return other.takeOver(one);
        } catch (RuntimeException faster) {
            return other.takeOver(one);
        }
    }

    private static void await(CountDownLatch moment) {
        try {
            moment.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    private static void together(Runnable first, Runnable second) {
        CyclicBarrier start = new CyclicBarrier(2);
        CompletableFuture<Void> beside = CompletableFuture.runAsync(() -> begin(start, first));
        begin(start, second);
        beside.join();
    }

    private static void begin(CyclicBarrier start, Runnable work) {
        try {
            start.await();
        } catch (InterruptedException | BrokenBarrierException stopping) {
            throw new IllegalStateException(stopping);
        }
        work.run();
    }
}

package org.liftlock.inventory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.EnvironmentSpec;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.SystemDescription;
import org.liftlock.inventory.NightlyLooks.Place;
import org.liftlock.naming.SystemId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads back every target that is described, once a night, on few threads of its own: no upgrade waits for it. A target
 * that was missed, since the node was down or an upgrade held the machine, is looked at as soon as that is over.
 */
@Component
class NightlyInventory implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyInventory.class);
    private static final int AT_ONCE = 4;

    private final Descriptions descriptions;
    private final NightlyLooks looks;
    private final KeptDrift drift;
    private final Clock clock;
    private final Optional<LocalTime> hour;
    private final Duration pause;
    private String trouble = "";
    private ScheduledExecutorService thread;
    private ExecutorService hands;

    /**
     * @param at when it begins, in the site's time zone; empty for never
     * @param works whether this node reaches targets at all: to one that does not, a local target is another machine
     */
    NightlyInventory(
            Descriptions descriptions,
            NightlyLooks looks,
            KeptDrift drift,
            Clock clock,
            @Value("${liftlock.inventory.at:}") String at,
            @Value("${liftlock.worker.enabled:true}") boolean works,
            @Value("${liftlock.inventory.look:PT1M}") Duration pause) {
        this.descriptions = descriptions;
        this.looks = looks;
        this.drift = drift;
        this.clock = clock;
        this.hour = at.isBlank() || !works ? Optional.empty() : Optional.of(LocalTime.parse(at));
        this.pause = pause;
    }

    /** Looks at what nobody has looked at since this night began. */
    void round() {
        if (hour.isEmpty()) {
            return;
        }
        Instant since =
                nightBegan(clock.instant(), hour.get(), descriptions.site().timeZone());
        for (SystemId system : descriptions.systems()) {
            described(system)
                    .ifPresent(found -> found.environments()
                            .values()
                            .forEach(environment -> look(system.value(), environment, since)));
        }
    }

    /** The last time it struck that hour. */
    static Instant nightBegan(Instant now, LocalTime hour, ZoneId zone) {
        ZonedDateTime today = now.atZone(zone).with(hour);
        ZonedDateTime began =
                today.toInstant().isAfter(now) ? now.atZone(zone).minusDays(1).with(hour) : today;
        return began.toInstant();
    }

    private void look(String system, EnvironmentSpec environment, Instant since) {
        // One hand for a machine at a time, whatever runs on it.
        Map<String, List<Place>> byHost = new LinkedHashMap<>();
        environment
                .targets()
                .keySet()
                .forEach(target -> byHost.computeIfAbsent(target.host(), host -> new ArrayList<>())
                        .add(new Place(system, environment.name(), target)));
        Queue<List<Place>> machines = new ConcurrentLinkedQueue<>(byHost.values());
        Set<Place> seen = Collections.synchronizedSet(new LinkedHashSet<>());
        Runnable work = () -> {
            for (List<Place> machine = machines.poll(); machine != null; machine = machines.poll()) {
                for (Place place : machine) {
                    if (looks.take(place, since) && looks.look(place)) {
                        seen.add(place);
                    }
                }
            }
        };
        together(work, Math.min(AT_ONCE, byHost.size()));
        if (!seen.isEmpty()) {
            drift.compare(system, environment);
        }
    }

    private void together(Runnable work, int many) {
        if (hands == null || many < 2) {
            work.run();
            return;
        }
        List<Future<?>> begun = new ArrayList<>();
        IntStream.range(0, many).forEach(hand -> begun.add(hands.submit(work)));
        for (Future<?> one : begun) {
            try {
                one.get();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed.getCause().getMessage(), failed.getCause());
            }
        }
    }

    /** One that no longer fits its kind is told on its page, and keeps no other from being looked at. */
    private Optional<SystemDescription> described(SystemId system) {
        try {
            return descriptions.system(system);
        } catch (InvalidDescription broken) {
            return Optional.empty();
        }
    }

    /** An exception would end the schedule; the same trouble is told once. */
    private void roundOrTell() {
        try {
            round();
            trouble = "";
        } catch (RuntimeException failed) {
            String told = String.valueOf(failed.getMessage());
            if (!told.equals(trouble)) {
                LOG.error("The inventory was not read back: {}. This is tried again every {}", told, pause, failed);
            }
            trouble = told;
        }
    }

    @Override
    public synchronized void start() {
        if (hour.isPresent()) {
            hands = Executors.newFixedThreadPool(AT_ONCE, work -> daemon(work, "liftlock-inventory-hand"));
            thread = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "liftlock-inventory"));
            thread.scheduleWithFixedDelay(this::roundOrTell, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread made = new Thread(work, name);
        made.setDaemon(true);
        return made;
    }

    /** A look that is under way only reads; it is given a moment and then left. */
    @Override
    public synchronized void stop() {
        if (thread == null) {
            return;
        }
        thread.shutdownNow();
        hands.shutdownNow();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
            hands.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        thread = null;
        hands = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}

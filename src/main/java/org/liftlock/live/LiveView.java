package org.liftlock.live;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.liftlock.launcher.Launchers;
import org.liftlock.lifecycle.Progress;
import org.liftlock.lifecycle.StepDurations;
import org.liftlock.lifecycle.UpgradeStory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Shows what steps print, on any node, whichever one runs them: what has ended comes from the kept evidence, what runs is
 * read from its target. A few threads serve everybody who watches.
 */
@Component
public class LiveView implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);

    /** Nobody asks twice within this time and makes us read the target twice. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    /** A page does not wait longer for progress; the next one has it. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    /** Several targets are as far as the last of them. */
    private static final Comparator<Progress> LEAST =
            Comparator.comparing(progress -> progress.percent().orElse(0.0));

    private static final int MOST_FEEDS = 64;
    private static final int MOST_PROGRESS = 16;
    private static final int READERS = 4;
    private static final int SENDERS = 4;

    private final WatchedSteps steps;
    private final Launchers launchers;
    private final StepDurations durations;
    private final Clock clock;
    private final int mostFollowers;
    private final Duration every;
    private final Map<String, RunFeed> feeds = new ConcurrentHashMap<>();
    private final List<Following> followings = new CopyOnWriteArrayList<>();
    private final Map<RunFeed, Boolean> reading = new ConcurrentHashMap<>();
    private final ScheduledExecutorService readers =
            Executors.newScheduledThreadPool(READERS, named("liftlock-live-read-"));
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS, named("liftlock-live-send-"));
    private volatile boolean running;

    LiveView(
            WatchedSteps steps,
            Launchers launchers,
            StepDurations durations,
            Clock clock,
            @Value("${liftlock.live.followers:200}") int mostFollowers,
            @Value("${liftlock.live.every:PT1S}") Duration every) {
        this.steps = steps;
        this.launchers = launchers;
        this.durations = durations;
        this.clock = clock;
        this.mostFollowers = mostFollowers;
        this.every = every;
    }

    public Optional<WatchedStep> step(String upgrade, String stepId) {
        return steps.find(upgrade, stepId);
    }

    /**
     * The output up to now.
     *
     * @param target one of the step's, or empty as long as it has none
     * @throws Unreadable when it lies on a target that cannot be reached, and nothing of it is known here
     */
    public StepLog log(WatchedStep step, String target) {
        Optional<WatchedStep.Run> run = step.on(target);
        Optional<String> evidence = run.flatMap(WatchedStep.Run::log).flatMap(steps::kept);
        if (evidence.isPresent()) {
            String version = run.get().log().orElseThrow().hex();
            return new StepLog(LogText.ofKept(evidence.get()), Optional.of(version), true);
        }
        RunFeed feed = feed(step, target);
        feed.refresh(FRESH);
        if (feed.trouble().isPresent() && feed.text().length() == 0) {
            throw new Unreadable(target, feed.trouble().orElseThrow());
        }
        return new StepLog(feed.text(), Optional.empty(), feed.finished());
    }

    /**
     * Tells a follower what there is and what comes, until the step has ended.
     *
     * @param from position of the first byte to be told
     */
    public synchronized Following follow(WatchedStep step, String target, long from, Follower follower) {
        followings.removeIf(Following::over);
        if (followings.size() >= mostFollowers) {
            throw new TooManyFollowers(mostFollowers);
        }
        RunFeed feed = feed(step, target);
        Following following = new Following(feed, from, follower, senders, SILENCE);
        followings.add(following);
        readers.execute(() -> read(feed));
        return following;
    }

    /** The story with the progress that running steps tell, as far as it can be had at once. */
    public UpgradeStory withProgress(UpgradeStory story) {
        List<UpgradeStory.Step> open = story.steps().stream()
                .filter(step -> step.outcome().isEmpty() && !step.targets().isEmpty())
                .limit(MOST_PROGRESS)
                .toList();
        if (open.isEmpty() || !running) {
            return story;
        }
        Map<String, List<RunFeed>> watched = new ConcurrentHashMap<>();
        List<CompletableFuture<Void>> read = new ArrayList<>();
        for (UpgradeStory.Step step : open) {
            steps.find(story.upgrade().key(), step.id()).ifPresent(found -> {
                List<RunFeed> runs = found.targets().stream()
                        .map(target -> feed(found, target))
                        .toList();
                watched.put(step.id(), runs);
                runs.forEach(run -> read.add(CompletableFuture.runAsync(() -> read(run), readers)));
            });
        }
        await(read);
        return story.withProgress(id -> watched.getOrDefault(id, List.of()).stream()
                .flatMap(run -> run.progress().stream())
                .min(LEAST));
    }

    private static void await(List<CompletableFuture<Void>> reads) {
        try {
            CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            LOG.debug("Progress is shown as it was last known: {}", slow.toString());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private RunFeed feed(WatchedStep step, String target) {
        if (feeds.size() >= MOST_FEEDS) {
            dropIdle(FRESH);
        }
        return feeds.computeIfAbsent(
                step.id() + " " + target, key -> new RunFeed(step, target, steps, launchers, durations, clock));
    }

    /** What nobody follows or has asked for lately is forgotten; it can be read again. */
    private void dropIdle(Duration time) {
        feeds.values()
                .removeIf(feed ->
                        feed.isIdleFor(time) && followings.stream().noneMatch(following -> following.feed() == feed));
    }

    private void look() {
        followings.removeIf(Following::over);
        dropIdle(IDLE);
        followings.stream().map(Following::feed).distinct().forEach(feed -> readers.execute(() -> read(feed)));
    }

    /** One read of the target for everybody who follows it; none while the last one has not come back. */
    private void read(RunFeed feed) {
        if (reading.putIfAbsent(feed, true) != null) {
            return;
        }
        try {
            feed.refresh(every.dividedBy(2));
        } catch (RuntimeException fault) {
            LOG.warn(
                    "Output of step {} could not be read: {}; trying again",
                    feed.step().id(),
                    fault.toString());
        } finally {
            reading.remove(feed);
        }
        followings.stream().filter(following -> following.feed() == feed).forEach(Following::nudge);
    }

    @Override
    public void start() {
        running = true;
        readers.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** In the last phase, so before the web server waits for requests to end: a follower's never would. */
    @Override
    public void stop() {
        running = false;
        readers.shutdownNow();
        followings.forEach(Following::close);
        senders.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}

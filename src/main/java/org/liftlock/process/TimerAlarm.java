package org.liftlock.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the job executor when the next timer is due. Left alone it looks at the database now and then, and on an idle
 * engine comes seconds late; looking more often costs and still is late. Only the earliest moment is kept in memory:
 * after each ring the database is asked for the next. Timers made by other nodes are found by the slow look that remains.
 */
final class TimerAlarm implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TimerAlarm.class);

    /** The due moment has to be over, also by the clock of the query that looks for due jobs. */
    private static final Duration AFTER_DUE = Duration.ofMillis(2);

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMinutes(1);

    private final DomainTime time;
    private final Function<Instant, Optional<Instant>> firstDueAfter;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Threads.daemons("liftlock-timers"));
    private Runnable ring = () -> {};
    private Instant next = Instant.MAX;
    private ScheduledFuture<?> pending;

    TimerAlarm(DomainTime time, Function<Instant, Optional<Instant>> firstDueAfter) {
        this.time = time;
        this.firstDueAfter = firstDueAfter;
        time.addJumpListener(this::wakeNow);
    }

    /** @param ring what wakes the job executor */
    void start(Runnable ring) {
        synchronized (this) {
            this.ring = ring;
        }
        thread.scheduleWithFixedDelay(this::lookUpNext, 0, LOOK_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized void dueAt(Instant due) {
        if (due.isBefore(next) && !thread.isShutdown()) {
            next = due;
            if (pending != null) {
                pending.cancel(false);
            }
            Duration wait = Duration.between(time.now(), due).plus(AFTER_DUE);
            pending = thread.schedule(this::wakeNow, Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    /** The moment passed, or the clock jumped and every waiting time is wrong. */
    private void wakeNow() {
        Runnable now;
        synchronized (this) {
            next = Instant.MAX;
            now = ring;
        }
        now.run();
        if (!thread.isShutdown()) {
            thread.execute(this::lookUpNext);
        }
    }

    private void lookUpNext() {
        try {
            firstDueAfter.apply(time.now()).ifPresent(this::dueAt);
        } catch (RuntimeException e) {
            log.warn(
                    "The next timer cannot be looked up ({}); the job executor finds it by looking regularly",
                    e.toString());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

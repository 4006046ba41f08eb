package org.liftlock.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one time by which windows open and timers fire: database time plus an offset that is zero outside tests and the
 * sample. A node whose own clock is wrong opens nothing early, since the distance to the database is measured again
 * every second; the engine's clock follows.
 */
public class DomainTime {

    private static final Logger log = LoggerFactory.getLogger(DomainTime.class);

    private final TimeSource source;
    private final TransactionTemplate ownTransaction;
    private final boolean adjustable;
    private final Clock clock;
    private final List<Runnable> jumpListeners = new CopyOnWriteArrayList<>();
    private volatile Duration skew = Duration.ZERO;
    private volatile Duration offset = Duration.ZERO;
    private volatile boolean reachable = true;

    DomainTime(TimeSource source, TransactionTemplate ownTransaction, boolean adjustable) {
        this.source = source;
        this.ownTransaction = ownTransaction;
        this.adjustable = adjustable;
        this.clock = new ShiftedClock(source.machine(), ZoneOffset.UTC, () -> skew.plus(offset));
        take(source.read());
        if (!adjustable && !offset.isZero()) {
            throw new UnusableDatabase(
                    "The clock of this database was moved by " + offset + " in a sample or test.",
                    "Use another database, or set offset_millis in its table clock_offset to 0"
                            + " (timers set since then keep their moved dates).");
        }
    }

    /** The moment it is, by the database and the offset. */
    public Instant now() {
        return clock.instant();
    }

    /**
     * The moment it is now, read from the database also in the middle of a transaction: for gates that take a lock first
     * and then judge the time. (The statement {@code current_timestamp} stands still inside a transaction.)
     */
    public Instant nowInTransaction() {
        return source.databaseNow().plus(offset);
    }

    /**
     * Moves the clock of the whole installation, for tests and the sample. Other nodes notice within a second.
     *
     * @throws IllegalStateException unless {@code liftlock.clock.adjustable} is set
     */
    public void shiftBy(Duration by) {
        moveTo(() -> source.shiftBy(by));
    }

    /** Puts the clock back to database time. */
    public void reset() {
        moveTo(source::resetOffset);
    }

    /** Called after the offset has jumped, here or on another node; leases and timers are to be looked at again. */
    public void addJumpListener(Runnable listener) {
        jumpListeners.add(listener);
    }

    /** True where the clock may be moved: in the sample and in tests. */
    public boolean isAdjustable() {
        return adjustable;
    }

    Clock clock() {
        return clock;
    }

    /** Looks at the database again; it is called every second where something can change. */
    void refresh() {
        try {
            take(source.read());
            reachable = true;
        } catch (RuntimeException e) {
            if (reachable) {
                log.warn("The database does not tell the time; going on with the last known distance {}", skew, e);
            }
            reachable = false;
        }
    }

    private void moveTo(Runnable write) {
        if (!adjustable) {
            throw new IllegalStateException("The clock cannot be moved: liftlock.clock.adjustable is not set.");
        }
        ownTransaction.executeWithoutResult(status -> write.run());
        take(source.read());
    }

    private synchronized void take(TimeSource.Reading reading) {
        boolean jumped = !reading.offset().equals(offset);
        boolean drifted = reading.skew().minus(skew).abs().compareTo(reading.uncertainty()) > 0;
        if (drifted) {
            skew = reading.skew();
        }
        offset = reading.offset();
        if (jumped || drifted) {
            EngineClock.follow(skew.plus(offset));
        }
        if (jumped) {
            jumpListeners.forEach(Runnable::run);
        }
    }
}

package org.liftlock.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.liftlock.live.LogText.Slice;

/**
 * One follower and how far it has been told. It holds no thread while nothing is new, and a slow one holds up nobody:
 * it takes from the shared text what has come meanwhile.
 */
public final class Following {

    private static final int MOST_AT_ONCE = 64 * 1024;

    private final RunFeed feed;
    private final Follower follower;
    private final Executor senders;
    private final Duration silence;
    private final AtomicInteger nudges = new AtomicInteger();
    private long position;
    private StepState told;
    private long lastSent = System.nanoTime();
    private volatile boolean over;

    Following(RunFeed feed, long position, Follower follower, Executor senders, Duration silence) {
        this.feed = feed;
        this.position = position;
        this.follower = follower;
        this.senders = senders;
        this.silence = silence;
    }

    RunFeed feed() {
        return feed;
    }

    boolean over() {
        return over;
    }

    /** Nobody is there any more. */
    public void cancel() {
        over = true;
    }

    /** This node is going down; another one answers when the follower comes back. */
    void close() {
        over = true;
        follower.end();
    }

    /** There may be something to tell. */
    void nudge() {
        if (!over && nudges.getAndIncrement() == 0) {
            try {
                senders.execute(this::send);
            } catch (RejectedExecutionException shuttingDown) {
                over = true;
            }
        }
    }

    private void send() {
        int seen;
        do {
            seen = nudges.get();
            try {
                tell();
            } catch (IOException | RuntimeException gone) {
                over = true;
            }
        } while (!over && nudges.addAndGet(-seen) > 0);
    }

    private void tell() throws IOException {
        // Before the text: an end that is told has all of its text told.
        boolean finished = feed.finished();
        tellText();
        StepState now = feed.state();
        if (!now.tellsNoMoreThan(told)) {
            follower.state(now);
            told = now;
            lastSent = System.nanoTime();
        }
        if (finished) {
            over = true;
            follower.end();
        } else if (System.nanoTime() - lastSent > silence.toNanos()) {
            follower.stillThere();
            lastSent = System.nanoTime();
        }
    }

    private void tellText() throws IOException {
        LogText text = feed.text();
        for (Slice slice = text.characters(position, MOST_AT_ONCE);
                slice.bytes().length > 0 && !over;
                slice = text.characters(position, MOST_AT_ONCE)) {
            String words = new String(slice.bytes(), StandardCharsets.UTF_8);
            follower.output(words, slice.first() - position, slice.next());
            position = slice.next();
            lastSent = System.nanoTime();
        }
    }
}

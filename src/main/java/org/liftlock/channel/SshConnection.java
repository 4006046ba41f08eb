package org.liftlock.channel;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.sshd.client.session.ClientSession;

/** The one connection to a machine, opened when it is needed, shared by all who call there, and opened anew when lost. */
final class SshConnection {

    /** Servers allow 10 unless told otherwise; a person may want to look, too. */
    private static final int SESSIONS = 8;

    private static final long TURN_SECONDS = 60;

    /** Milliseconds, each time twice as long: half a minute in all. */
    private static final long FIRST_PAUSE = 10;

    private static final long LONGEST_PAUSE = 16_000;

    private final SshAccess access;
    private final Supplier<CompletableFuture<ClientSession>> dial;
    private final Slots slots = new Slots(SESSIONS);
    private final Map<String, String> kept = new ConcurrentHashMap<>();
    private CompletableFuture<ClientSession> session;
    private int users;
    private long idleSince = System.nanoTime();

    SshConnection(SshAccess access, Supplier<CompletableFuture<ClientSession>> dial) {
        this.access = access;
        this.dial = dial;
    }

    CompletableFuture<Ended> start(Call call) {
        enter();
        return slots.take()
                .orTimeout(TURN_SECONDS, TimeUnit.SECONDS)
                .thenCompose(turn -> attempt(call, true, FIRST_PAUSE).whenComplete((ended, failure) -> slots.give()))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        SshDialler.cause(failure) instanceof TimeoutException ? crowded() : SshDialler.cause(failure)))
                .whenComplete((ended, failure) -> leave());
    }

    private NotReached crowded() {
        return new NotReached("All " + SESSIONS + " sessions of the connection to " + access.machine()
                + " have been in use for a minute. See what Liftlock runs there; it is tried again");
    }

    /**
     * A connection that was open may have been lost without a word: what was certainly not sent is sent anew, once. One on
     * which another session is refused is in use by others, and stays: sshd counts a session for a moment longer than it
     * lasts.
     */
    private CompletableFuture<Ended> attempt(Call call, boolean again, long pause) {
        CompletableFuture<ClientSession> open = session();
        boolean used = open.isDone();
        return open.thenCompose(on -> RemoteProgram.start(on, access.machine(), call, access.user())
                .exceptionallyCompose(failure -> {
                    Throwable cause = SshDialler.cause(failure);
                    if (cause instanceof NoSession && pause <= LONGEST_PAUSE) {
                        return later(pause).thenCompose(now -> attempt(call, again, pause * 2));
                    } else if (cause instanceof NoSession || !(cause instanceof NotReached)) {
                        return CompletableFuture.failedFuture(cause);
                    }
                    drop(on);
                    return again && used ? attempt(call, false, pause) : CompletableFuture.failedFuture(cause);
                }));
    }

    private static CompletableFuture<Void> later(long millis) {
        return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }

    /**
     * The connection, for one who goes through it. It is dialled outside of the lock, since who dials looks at all other
     * connections: two that dial at once would wait for each other for ever.
     */
    CompletableFuture<ClientSession> session() {
        CompletableFuture<ClientSession> dialled = new CompletableFuture<>();
        synchronized (this) {
            boolean lost = session != null
                    && session.isDone()
                    && (session.isCompletedExceptionally() || !session.join().isOpen());
            if (session != null && !lost) {
                return session;
            }
            kept.clear();
            session = dialled;
        }
        dial(dialled);
        return dialled;
    }

    private void dial(CompletableFuture<ClientSession> dialled) {
        try {
            dial.get().whenComplete((open, failure) -> {
                if (failure == null) {
                    dialled.complete(open);
                } else {
                    dialled.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException failure) {
            dialled.completeExceptionally(failure);
        }
    }

    /** Files of ours that were seen to be there since the connection was opened: their absolute paths. */
    Map<String, String> kept() {
        return kept;
    }

    private synchronized void enter() {
        users++;
    }

    private synchronized void leave() {
        users--;
        idleSince = System.nanoTime();
    }

    /** A connection others go through is in use as long as theirs are. */
    synchronized void lean(int by) {
        users += by;
        idleSince = System.nanoTime();
    }

    /** For how long nobody has used it; below zero while it is in use or closed. */
    synchronized long idleNanos() {
        return users > 0 || session == null ? -1 : System.nanoTime() - idleSince;
    }

    synchronized boolean isOpen() {
        return session != null
                && (!session.isDone()
                        || !session.isCompletedExceptionally() && session.join().isOpen());
    }

    private synchronized void drop(ClientSession lost) {
        lost.close(true);
        if (session != null && session.isDone() && !session.isCompletedExceptionally() && session.join() == lost) {
            session = null;
        }
    }

    synchronized void close() {
        if (session != null) {
            session.thenAccept(open -> open.close(false));
            session = null;
        }
    }
}

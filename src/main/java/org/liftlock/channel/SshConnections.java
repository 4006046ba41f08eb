package org.liftlock.channel;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.session.ClientSession;
import org.liftlock.security.Secrets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * All connections over SSH: one for each machine, so many at most, and none that nobody has used for a while. Nothing is
 * set up before the first is asked for: most tests and the sample need none.
 */
@Component
final class SshConnections implements AutoCloseable {

    private final Secrets secrets;
    private final int most;
    private final Duration idle;
    private final Map<SshAccess, SshConnection> connections = new ConcurrentHashMap<>();
    private SshDialler dialler;
    private ScheduledExecutorService sweeper;

    SshConnections(
            Secrets secrets,
            @Value("${liftlock.ssh.connections:500}") int most,
            @Value("${liftlock.ssh.idle:PT5M}") Duration idle) {
        this.secrets = secrets;
        this.most = most;
        this.idle = idle;
    }

    SshConnection to(SshAccess access) {
        SshAccess way = access.connection();
        return connections.computeIfAbsent(way, unknown -> new SshConnection(way, () -> dial(way)));
    }

    private CompletableFuture<ClientSession> dial(SshAccess access) {
        if (!makeRoom()) {
            return CompletableFuture.failedFuture(new NotReached(access.machine() + " was not connected to: all " + most
                    + " connections over SSH are in use. It is tried again; raise liftlock.ssh.connections if this"
                    + " happens often"));
        }
        if (access.via().isEmpty()) {
            return dialler().open(access, null);
        }
        SshConnection bastion = to(access.via().get());
        bastion.lean(1);
        return dialler().open(access, bastion.session()).whenComplete((open, failure) -> {
            if (failure == null) {
                open.addCloseFutureListener(closed -> bastion.lean(-1));
            } else {
                bastion.lean(-1);
            }
        });
    }

    /** Closes the connection that nobody has used for longest when, with the one that is dialled, there are too many. */
    private boolean makeRoom() {
        if (open() <= most) {
            return true;
        }
        return connections.values().stream()
                .filter(connection -> connection.idleNanos() >= 0)
                .max(Comparator.comparingLong(SshConnection::idleNanos))
                .map(unused -> {
                    unused.close();
                    return true;
                })
                .orElse(false);
    }

    long open() {
        return connections.values().stream().filter(SshConnection::isOpen).count();
    }

    private synchronized SshDialler dialler() {
        if (dialler == null) {
            dialler = new SshDialler(secrets);
            sweeper = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "liftlock-ssh-idle");
                thread.setDaemon(true);
                return thread;
            });
            long pace = Math.max(100, idle.toMillis() / 4);
            sweeper.scheduleWithFixedDelay(this::closeIdle, pace, pace, TimeUnit.MILLISECONDS);
        }
        return dialler;
    }

    private void closeIdle() {
        connections.forEach((access, connection) -> {
            if (connection.idleNanos() > idle.toNanos()) {
                connection.close();
            }
        });
    }

    @Override
    public synchronized void close() {
        if (dialler != null) {
            sweeper.shutdownNow();
            dialler.close();
        }
    }
}

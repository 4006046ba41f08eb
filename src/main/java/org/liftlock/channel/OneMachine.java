package org.liftlock.channel;

import java.nio.file.Path;
import java.time.Duration;
import org.liftlock.security.Secrets;

/** The way to one machine, for a command that looks at it and ends. */
public final class OneMachine implements AutoCloseable {

    private final Channel channel;
    private final SshConnections connections;

    private OneMachine(Channel channel, SshConnections connections) {
        this.channel = channel;
        this.connections = connections;
    }

    /** This machine. */
    public static OneMachine here() {
        return new OneMachine(new LocalChannel(Path.of(System.getProperty("user.home"))), null);
    }

    /** Another machine. */
    public static OneMachine over(SshAccess access, Secrets secrets) {
        SshConnections connections = new SshConnections(secrets, 2, Duration.ofMinutes(5));
        return new OneMachine(new SshChannel(access, connections.to(access)), connections);
    }

    /**
     * What a machine shows before anybody logs in.
     *
     * @throws NotReached when it does not answer
     */
    public static ShownKey shownBy(SshAccess access, Secrets secrets) throws NotReached {
        try (SshDialler dialler = new SshDialler(secrets)) {
            return dialler.shown(access);
        }
    }

    public Channel channel() {
        return channel;
    }

    @Override
    public void close() {
        if (connections != null) {
            connections.close();
        }
    }
}

package org.liftlock.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A wire to a server that can be cut, or carry nothing in one of its directions. */
public final class Wire implements AutoCloseable {

    private final ServerSocket door;
    private final int server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean toServer = true;
    private volatile boolean fromServer = true;

    public Wire(int server) {
        this.server = server;
        try {
            this.door = new ServerSocket(0, 300, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        daemon(this::welcome);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** How many connections have come so far. */
    int connections() {
        return connections.get();
    }

    /** What one side sends from now on is lost, and the other does not notice. */
    public void carry(boolean toServer, boolean fromServer) {
        this.toServer = toServer;
        this.fromServer = fromServer;
    }

    public void cut() {
        sockets.forEach(Wire::close);
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                connections.incrementAndGet();
                Socket called = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.add(caller);
                sockets.add(called);
                daemon(() -> pump(caller, called, true));
                daemon(() -> pump(called, caller, false));
            } catch (IOException closed) {
                // The next one, or the end of the test.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean up) {
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (up ? toServer : fromServer) {
                    out.write(buffer, 0, count);
                }
            }
        } catch (IOException cutOff) {
            // Both sides are closed below.
        } finally {
            close(from);
            close(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // It is.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}

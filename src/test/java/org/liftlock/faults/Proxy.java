package org.liftlock.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between nodes and their database, and cuts a connection at a chosen side of a commit. */
final class Proxy implements AutoCloseable {

    /** Where the cut is made. */
    enum Cut {
        /** The database never hears of the commit. */
        BEFORE,
        /** The commit is sent, and nobody waits for what comes of it. */
        DURING,
        /** The database has committed, and its reply is lost. */
        AFTER
    }

    /** What the transaction that is cut off has written. */
    enum Writes {
        ANYTHING("COMMIT\0"),
        /** An external task is this node's. */
        A_NEW_STEP("insert into step "),
        /** A command is about to be launched. */
        A_LAUNCH("set status = 'STARTED'"),
        /** What became of it. */
        AN_OUTCOME("set status = 'SETTLED', outcome");

        private final byte[] statement;

        Writes(String statement) {
            this.statement = statement.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static final byte[] COMMIT = "COMMIT\0".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket door;
    private final int database;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger commitsToLetPass = new AtomicInteger(-1);
    private volatile Cut cut = Cut.BEFORE;
    private volatile Writes writes = Writes.ANYTHING;
    private volatile double cutAt;

    Proxy(int database) {
        this.database = database;
        try {
            this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        daemon(this::welcome);
    }

    /** Of a statement that is prepared only its name would be sent, and a commit could not be told from others. */
    String address() {
        return "localhost:" + door.getLocalPort() + "/postgres?prepareThreshold=0&";
    }

    /** Cuts the connection that commits such a transaction after so many others have. */
    void cutAtCommit(Cut where, Writes what, int after) {
        cutAt = 0;
        cut = where;
        writes = what;
        commitsToLetPass.set(after);
    }

    /** When the last order was carried out, in seconds of {@link Uptime}; 0 while it is not. */
    double cutAt() {
        return cutAt;
    }

    /** Every connection at once. */
    void cutAll() {
        sockets.forEach(Proxy::close);
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                Socket node = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), database);
                sockets.add(node);
                sockets.add(server);
                Connection connection = new Connection(node, server);
                daemon(connection::up);
                daemon(connection::down);
            } catch (IOException closed) {
                // The next one, or the end of the suite.
            }
        }
    }

    private final class Connection {

        private final Socket node;
        private final Socket server;
        private volatile boolean replyIsLost;
        private boolean written;

        Connection(Socket node, Socket server) {
            this.node = node;
            this.server = server;
        }

        void up() {
            pump(node, server, true);
        }

        void down() {
            pump(server, node, false);
        }

        private void pump(Socket from, Socket to, boolean up) {
            byte[] buffer = new byte[64 * 1024];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    boolean here = up && isTheOne(buffer, count);
                    if (here && cut == Cut.BEFORE || !up && replyIsLost) {
                        break;
                    }
                    replyIsLost |= here && cut == Cut.AFTER;
                    out.write(buffer, 0, count);
                    out.flush();
                    if (here && cut == Cut.DURING) {
                        break;
                    }
                }
            } catch (IOException cutOff) {
                // Both sides are closed below.
            } finally {
                Proxy.close(node);
                Proxy.close(server);
                sockets.remove(node);
                sockets.remove(server);
            }
        }

        private boolean isTheOne(byte[] sent, int count) {
            written |= holds(sent, count, writes.statement);
            if (!holds(sent, count, COMMIT)) {
                return false;
            }
            boolean such = written;
            written = false;
            if (!such || commitsToLetPass.get() < 0 || commitsToLetPass.getAndDecrement() != 0) {
                return false;
            }
            cutAt = Uptime.now();
            return true;
        }
    }

    private static boolean holds(byte[] sent, int count, byte[] text) {
        for (int at = 0; at + text.length <= count; at++) {
            int same = 0;
            while (same < text.length && sent[at + same] == text[same]) {
                same++;
            }
            if (same == text.length) {
                return true;
            }
        }
        return false;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
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
        cutAll();
    }
}

package org.liftlock.channel;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** An agent behind a socket of this machine, asked for its keys and for signatures while one connection logs in. */
final class AgentSocket extends AbstractAgentProxy {

    private static final int LONGEST_ANSWER = 1 << 20;

    private final Optional<String> path;
    private SocketChannel socket;

    /** @param path empty when there is none: then it holds no keys */
    AgentSocket(Optional<String> path) {
        super(null);
        this.path = path;
    }

    @Override
    public Iterable<? extends Map.Entry<PublicKey, String>> getIdentities() throws IOException {
        return path.isEmpty() ? List.of() : super.getIdentities();
    }

    @Override
    protected synchronized Buffer request(Buffer question) throws IOException {
        if (socket == null) {
            socket = SocketChannel.open(UnixDomainSocketAddress.of(path.orElseThrow()));
        }
        ByteBuffer out = ByteBuffer.wrap(question.array(), question.rpos(), question.available());
        while (out.hasRemaining()) {
            socket.write(out);
        }
        int length = read(4).getInt();
        if (length < 1 || length > LONGEST_ANSWER) {
            throw new IOException("The agent at " + path.get() + " answered " + length + " bytes");
        }
        return new ByteArrayBuffer(read(length).array());
    }

    private ByteBuffer read(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (socket.read(bytes) < 0) {
                throw new EOFException("The agent at " + path.orElseThrow() + " hung up");
            }
        }
        return bytes.flip();
    }

    @Override
    public boolean isOpen() {
        return socket == null || socket.isOpen();
    }

    @Override
    public synchronized void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        super.close();
    }
}

package org.liftlock.channel;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.future.SshFutureListener;
import org.apache.sshd.common.io.IoInputStream;
import org.apache.sshd.common.io.IoReadFuture;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * One program on another machine, over a channel of an open connection. It holds no thread. Until the server has been
 * asked to start it, it has certainly not been started; from then on nobody knows until its exit code has come.
 */
final class RemoteProgram extends ChannelExec {

    private static final Duration OPENED_WITHIN = Duration.ofSeconds(15);
    /** The limit holds on the machine itself; this much longer its answer may be under way. */
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** A process it left behind may hold its output open; what was printed until then is what counts. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private static final int KILLED = 128 + 9;

    private enum Asked {
        NOT_YET,
        YES,
        NEVER
    }

    private final AtomicReference<Asked> asked = new AtomicReference<>(Asked.NOT_YET);
    private final Captured output = new Captured();
    private final Captured errors = new Captured();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Ended> answer = new CompletableFuture<>();
    private final String machine;
    private final Duration within;
    private final long begun = System.nanoTime();
    private volatile boolean timeUp;

    private RemoteProgram(String machine, String line, Duration within) {
        super(line, null, Map.of());
        this.machine = machine;
        this.within = within;
        setStreaming(Streaming.Async);
    }

    /** Fails with {@link NotReached} or {@link NoAnswer}. */
    static CompletableFuture<Ended> start(ClientSession session, String machine, Call call, String user) {
        RemoteProgram program = new RemoteProgram(machine, RemoteLine.of(call, user), call.within());
        program.start(session, RemoteLine.input(call));
        return program.answer;
    }

    private void start(ClientSession session, byte[] input) {
        addCloseFutureListener(closed -> finish());
        addChannelListener(new ChannelListener() {
            @Override
            public void channelStateChanged(Channel channel, String hint) {
                if (getExitStatus() != null || getExitSignal() != null) {
                    unless(answer, LAST_WORDS, () -> close(true));
                }
            }
        });
        unless(opened, OPENED_WITHIN, () -> {
            if (asked.compareAndSet(Asked.NOT_YET, Asked.NEVER)) {
                close(true);
            }
        });
        unless(answer, within.plus(ANSWER), () -> {
            timeUp = true;
            close(true);
        });
        try {
            session.getService(ConnectionService.class).registerChannel(this);
            open().addListener(open -> {
                opened.complete(null);
                if (open.isOpened()) {
                    drain(getAsyncOut(), output);
                    drain(getAsyncErr(), errors);
                    feed(input);
                } else {
                    finish();
                }
            });
        } catch (IOException | RuntimeException closed) {
            finish();
        }
    }

    @Override
    protected void doOpen() throws IOException {
        if (!asked.compareAndSet(Asked.NOT_YET, Asked.YES)) {
            throw new IOException("Given up before the program was asked for");
        }
        super.doOpen();
    }

    private void feed(byte[] input) {
        try {
            getAsyncIn()
                    .writeBuffer(new ByteArrayBuffer(input))
                    .addListener(written -> getAsyncIn().close(false));
        } catch (IOException closed) {
            // It ended without reading everything; its exit code tells the rest.
        }
    }

    private static void drain(IoInputStream from, Captured into) {
        Buffer buffer = new ByteArrayBuffer(64 * 1024);
        from.read(buffer).addListener(new SshFutureListener<IoReadFuture>() {
            @Override
            public void operationComplete(IoReadFuture read) {
                if (read.getException() == null) {
                    into.add(buffer.array(), buffer.rpos(), buffer.available());
                    buffer.clear();
                    from.read(buffer).addListener(this);
                }
            }
        });
    }

    private void finish() {
        boolean never = asked.compareAndSet(Asked.NOT_YET, Asked.NEVER) || asked.get() == Asked.NEVER;
        Integer code = exitCode();
        if (never && openFailureReason != 0) {
            answer.completeExceptionally(new NoSession(machine + " refused one more session on its connection ("
                    + openFailureMsg + "). sshd allows fewer at once (MaxSessions) than are in use there"));
        } else if (never) {
            answer.completeExceptionally(
                    new NotReached(machine + " opened no session on its connection, which may have been lost"));
        } else if (code != null) {
            answer.complete(new Ended(code, output.printed(), errors.printed()));
        } else {
            answer.completeExceptionally(new NoAnswer("the connection to " + machine
                    + " was lost while an answer was awaited; what was asked for may have been done"));
        }
    }

    /** Null when nobody knows. */
    private Integer exitCode() {
        boolean late = timeUp || System.nanoTime() - begun >= within.toNanos();
        Integer code = getExitStatus() == null && getExitSignal() != null ? Integer.valueOf(KILLED) : getExitStatus();
        if (code == null) {
            return timeUp ? Ended.TIME_UP : null;
        }
        return late && code == KILLED ? Ended.TIME_UP : code;
    }

    /** Without leaving a timer behind that would hold what was printed. */
    private static void unless(CompletableFuture<?> done, Duration pause, Runnable work) {
        done.copy().orTimeout(pause.toMillis(), TimeUnit.MILLISECONDS).whenComplete((result, late) -> {
            if (late instanceof TimeoutException) {
                work.run();
            }
        });
    }
}

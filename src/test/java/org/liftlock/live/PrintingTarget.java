package org.liftlock.live;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.LaunchReply;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunOrder;
import org.liftlock.launcher.RunState;
import org.liftlock.naming.TargetId;

/** A target whose runs print what a test says, and that counts how often it is read. */
public class PrintingTarget implements Launchers, Launcher {

    private final Map<RunKey, byte[]> printed = new ConcurrentHashMap<>();
    final AtomicInteger reads = new AtomicInteger();
    private volatile boolean away;

    public void prints(String run, String text) {
        printed.merge(new RunKey(run), text.getBytes(StandardCharsets.UTF_8), (before, more) -> {
            byte[] all = Arrays.copyOf(before, before.length + more.length);
            System.arraycopy(more, 0, all, before.length, more.length);
            return all;
        });
    }

    public void goesAway(boolean gone) {
        away = gone;
    }

    @Override
    public Launcher of(TargetId target) {
        return this;
    }

    @Override
    public Output output(RunKey key, long offset, int limit) {
        reads.incrementAndGet();
        if (away) {
            throw new IllegalStateException("no route to it");
        }
        byte[] all = printed.getOrDefault(key, new byte[0]);
        int from = (int) Math.min(offset, all.length);
        int to = Math.min(all.length, from + limit);
        return new Output(new String(all, from, to - from, StandardCharsets.UTF_8), to, all.length);
    }

    @Override
    public LaunchReply launch(RunOrder order) {
        throw new UnsupportedOperationException("Nothing is launched here");
    }

    @Override
    public Map<RunKey, RunState> observe(Collection<RunKey> keys) {
        throw new UnsupportedOperationException("Nobody asks for states here");
    }

    @Override
    public RunState stop(RunKey key, long token) {
        throw new UnsupportedOperationException("Nothing is stopped here");
    }

    @Override
    public Reading read(Command command) {
        throw new UnsupportedOperationException("Nothing is run here");
    }
}

package org.liftlock.effect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.LaunchReply;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.LauncherTrouble;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunOrder;
import org.liftlock.launcher.RunState;
import org.liftlock.naming.TargetId;
import org.liftlock.security.SecretUse;

/** A target whose launcher keeps its promises, and that a test can cut off, stall or let forget. */
class FakeTarget implements Launchers, Launcher {

    final List<String> begun = new ArrayList<>();
    final List<SecretUse> uses = new ArrayList<>();
    final Map<RunKey, RunState> runs = new LinkedHashMap<>();
    long highestToken;
    boolean loseOrders;
    boolean reachable = true;

    void clear() {
        begun.clear();
        uses.clear();
        runs.clear();
        highestToken = 0;
        loseOrders = false;
        reachable = true;
    }

    void end(RunState how) {
        runs.replaceAll((key, state) -> state instanceof RunState.Running ? how : state);
    }

    @Override
    public Launcher of(TargetId target) {
        return this;
    }

    @Override
    public LaunchReply launch(RunOrder order) {
        uses.add(SecretUse.current());
        if (loseOrders) {
            return new LaunchReply.ReplyLost("the test has cut the line");
        }
        if (order.token() < highestToken) {
            return new LaunchReply.StaleToken(highestToken);
        }
        highestToken = order.token();
        if (runs.containsKey(order.key())) {
            return new LaunchReply.AlreadyHere(runs.get(order.key()));
        }
        begun.add(String.join(" ", order.commands().get(0).arguments()));
        runs.put(order.key(), new RunState.Running(0));
        return new LaunchReply.Started();
    }

    @Override
    public Map<RunKey, RunState> observe(Collection<RunKey> keys) {
        Map<RunKey, RunState> seen = new HashMap<>();
        for (RunKey key : keys) {
            seen.put(
                    key,
                    reachable
                            ? runs.getOrDefault(key, new RunState.NeverStarted())
                            : new RunState.Unknown("the target does not answer"));
        }
        return seen;
    }

    @Override
    public RunState stop(RunKey key, long token) {
        highestToken = Math.max(highestToken, token);
        RunState now = runs.getOrDefault(key, new RunState.NeverStarted());
        if (now instanceof RunState.Running) {
            runs.put(key, new RunState.Stopped());
        }
        return runs.getOrDefault(key, new RunState.NeverStarted());
    }

    @Override
    public Output output(RunKey key, long offset, int limit) {
        if (!reachable) {
            throw new LauncherTrouble("the target does not answer", null);
        }
        return new Output("output of " + key, 0, 0);
    }

    @Override
    public Reading read(Command command) {
        return new Reading(0, "", "");
    }
}

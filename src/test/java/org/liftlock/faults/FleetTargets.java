package org.liftlock.faults;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.liftlock.effect.KillPoint;
import org.liftlock.effect.KillPoints;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.LaunchReply;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunOrder;
import org.liftlock.launcher.RunState;
import org.liftlock.naming.TargetId;

/**
 * Targets whose launchers keep their promises and whose commands take a moment, each as long as it likes. They note what
 * was begun, in a time that neither the database nor the product knows of.
 */
final class FleetTargets implements Launchers, KillPoints {

    private static final Set<String> FORWARD = Set.of("open-brackets", "quiesce-system", "back-up", "apply-upgrade");
    private static final long MILLIS = 1_000_000;
    private static final int LONGEST_COMMAND = 150;
    private static final int LONGEST_PAUSE = 80;

    private final Map<TargetId, Target> targets = new ConcurrentHashMap<>();
    private final Map<String, List<Begun>> begun = new ConcurrentHashMap<>();
    private final ThreadLocal<Long> decided = new ThreadLocal<>();

    /**
     * A command that was begun on a target.
     *
     * @param decidedAt when the transaction that allowed it was about to commit, with the upgrade's lock in its hand
     */
    record Begun(TargetId target, String topic, String key, long decidedAt, long at) {

        boolean forward() {
            return FORWARD.contains(topic);
        }
    }

    private record Run(long began, long ends, boolean stopped) {}

    /** What was begun for an upgrade so far. */
    List<Begun> begunFor(String upgradeKey) {
        return begun.computeIfAbsent(upgradeKey, key -> new CopyOnWriteArrayList<>());
    }

    /** When a stop on the target was last confirmed; the far future when none was. */
    long stoppedAt(TargetId target) {
        return targets.containsKey(target) ? targets.get(target).stoppedAt : Long.MAX_VALUE;
    }

    /** Nobody will ask about the targets of an upgrade any more. */
    void forget(String upgradeKey) {
        begunFor(upgradeKey).forEach(command -> targets.remove(command.target()));
        begun.remove(upgradeKey);
    }

    /** A launch may be decided, and take a while until it is on its way: that is when an order overtakes it. */
    @Override
    public void reached(KillPoint point, String topic) {
        if (point == KillPoint.BEFORE_STARTED) {
            decided.set(System.nanoTime());
        } else if (point == KillPoint.AFTER_STARTED
                && ThreadLocalRandom.current().nextInt(4) == 0) {
            Cluster.pause(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE));
        }
    }

    @Override
    public Launcher of(TargetId target) {
        return targets.computeIfAbsent(target, Target::new);
    }

    private final class Target implements Launcher {

        private final TargetId name;
        private final Map<RunKey, Run> runs = new HashMap<>();
        private long highest;
        private volatile long stoppedAt = Long.MAX_VALUE;

        Target(TargetId name) {
            this.name = name;
        }

        @Override
        public synchronized LaunchReply launch(RunOrder order) {
            if (order.token() < highest) {
                return new LaunchReply.StaleToken(highest);
            }
            highest = order.token();
            if (runs.containsKey(order.key())) {
                return new LaunchReply.AlreadyHere(state(order.key()));
            }
            long now = System.nanoTime();
            runs.put(
                    order.key(),
                    new Run(now, now + ThreadLocalRandom.current().nextInt(LONGEST_COMMAND) * MILLIS, false));
            String[] words = order.key().value().split("\\.", 3);
            begunFor(words[0]).add(new Begun(name, words[1], order.key().value(), decided.get(), now));
            return new LaunchReply.Started();
        }

        private RunState state(RunKey key) {
            Run run = runs.get(key);
            if (run == null) {
                return new RunState.NeverStarted();
            } else if (run.stopped()) {
                return new RunState.Stopped();
            }
            return System.nanoTime() < run.ends() ? new RunState.Running(0) : new RunState.Succeeded();
        }

        @Override
        public synchronized Map<RunKey, RunState> observe(Collection<RunKey> keys) {
            Map<RunKey, RunState> states = new HashMap<>();
            keys.forEach(key -> states.put(key, state(key)));
            return states;
        }

        @Override
        public synchronized RunState stop(RunKey key, long token) {
            highest = Math.max(highest, token);
            if (state(key) instanceof RunState.Running) {
                runs.computeIfPresent(key, (same, run) -> new Run(run.began(), run.ends(), true));
            }
            stoppedAt = System.nanoTime();
            return state(key);
        }

        @Override
        public Output output(RunKey key, long offset, int limit) {
            return new Output("", 0, 0);
        }

        @Override
        public Reading read(Command command) {
            return new Reading(0, "", "");
        }
    }
}

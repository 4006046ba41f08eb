package org.liftlock.launcher;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Looks at all runs of a machine that somebody waits for with one call of the script, since a call costs a process. An
 * answer that was found before somebody asked is given to him only when it says that a run goes on, and then only for a
 * short while: {@value #SHARE}th of the time the run has been watched, a second at most.
 */
final class SharedLook {

    private static final int SHARE = 20;
    private static final long LONGEST = Duration.ofSeconds(1).toNanos();
    /** Whoever has not asked for so long does not wait any more. */
    private static final long FORGOTTEN = Duration.ofSeconds(10).toNanos();

    private final Function<Collection<String>, Map<String, RunState>> script;
    private final LongSupplier nanoTime;
    private final Map<String, Watched> watched = new HashMap<>();

    SharedLook(Function<Collection<String>, Map<String, RunState>> script, LongSupplier nanoTime) {
        this.script = script;
        this.nanoTime = nanoTime;
    }

    private static final class Watched {
        private final long since;
        private long asked;
        /** When the look began that found the state. */
        private long looked;
        /** Empty until it was looked at for the first time, afterwards running. */
        private RunState state;

        private Watched(long since) {
            this.since = since;
            this.looked = since;
        }

        private long age(long now) {
            return now - looked;
        }

        private long mayBeOld(long now) {
            return Math.min(LONGEST, (now - since) / SHARE);
        }
    }

    /** @param runs each INSTANCE/KEY */
    synchronized Map<String, RunState> at(Collection<String> runs) {
        long now = nanoTime.getAsLong();
        watched.values().removeIf(each -> now - each.asked > FORGOTTEN);
        runs.forEach(run -> watched.computeIfAbsent(run, unseen -> new Watched(now)).asked = now);
        if (runs.stream().map(watched::get).anyMatch(each -> each.age(now) >= each.mayBeOld(now))) {
            look(runs, now);
        }
        Map<String, RunState> states = new HashMap<>();
        runs.forEach(run -> states.put(run, watched.get(run).state));
        watched.values().removeIf(each -> !(each.state instanceof RunState.Running));
        return states;
    }

    /** Takes those along whose turn would come soon. */
    private void look(Collection<String> runs, long now) {
        Set<String> all = new HashSet<>(runs);
        watched.forEach((run, each) -> {
            if (each.age(now) * 2 >= each.mayBeOld(now)) {
                all.add(run);
            }
        });
        Map<String, RunState> found = script.apply(all);
        found.forEach((run, state) -> {
            Watched each = watched.get(run);
            each.state = state;
            each.looked = now;
        });
    }
}

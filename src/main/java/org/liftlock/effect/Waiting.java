package org.liftlock.effect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunState;
import org.liftlock.naming.TargetId;

/**
 * What a step waits for that cannot go on now.
 *
 * @param pause until it is looked at again
 * @param runs what runs for it on targets
 * @param more whether it has something to do after the pause even when all of these run on
 */
record Waiting(Duration pause, List<Run> runs, boolean more) {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    Waiting {
        runs = List.copyOf(runs);
    }

    /** @param noted whether the journal knows that the target knows the run, and has not noted it as silent */
    record Run(RunKey key, TargetId target, String topic, boolean noted) {}

    /** What of a step's effects runs on targets, or may run there. */
    static List<Run> runs(List<EffectRow> effects, String topic) {
        return effects.stream()
                .filter(EffectRow::underWay)
                .map(effect -> new Run(
                        effect.runKey(),
                        effect.target(),
                        topic,
                        effect.seen() && effect.silentSince().isEmpty()))
                .toList();
    }

    static Waiting of(Duration pause) {
        return new Waiting(pause, List.of(), true);
    }

    /** Young runs are looked at often, old ones seldom. */
    static Duration pace(Duration age) {
        Duration pause = Duration.ofMillis(100).plus(age.dividedBy(20));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }

    boolean isNews(Map<RunKey, RunState> states) {
        return more
                || runs.stream().anyMatch(run -> !run.noted() || !(states.get(run.key()) instanceof RunState.Running));
    }

    /** The same, with the pace of runs that have grown older by this pause. */
    Waiting longer() {
        Duration next = pause.plus(pause.dividedBy(20));
        return new Waiting(next.compareTo(LONGEST) < 0 ? next : LONGEST, runs, more);
    }
}

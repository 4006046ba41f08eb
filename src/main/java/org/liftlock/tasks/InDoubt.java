package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.List;
import java.util.Optional;
import org.liftlock.effect.Effects.UnknownEffect;
import org.liftlock.launcher.RunState.Doubt;
import org.liftlock.tasks.VersionRead.Standing;

/**
 * What is known of a step on one target of which nobody knows how it ended, in words for somebody who was not there.
 *
 * @param output what it printed, masked when it was kept; empty when it could not be read
 * @param versions read back after the outcome had become unknown, the system's own first
 */
record InDoubt(UnknownEffect effect, Optional<String> output, List<VersionRead> versions) {

    private static final int LONGEST_KNOWN = 400;

    Doubt doubt() {
        return effect.doubt();
    }

    String target() {
        return plain(effect.target().toString());
    }

    /** By the system's own version, which is described first. */
    Standing standing(String toVersion) {
        return versions.isEmpty() ? Standing.NOT_READ : versions.get(0).against(toVersion);
    }

    /** Whether something of it may be running on the target now. */
    boolean mayRun() {
        return doubt() == Doubt.NO_ANSWER || doubt() == Doubt.MAY_STILL_RUN;
    }

    String process() {
        return switch (doubt()) {
            case NO_ANSWER ->
                effect.seen()
                        ? "seen, as long as the target answered; whether it runs now cannot be told"
                        : "never seen; the order may have arrived all the same";
            case REBOOTED -> "seen; it ended with the reboot, somewhere in the middle";
            case RUNNER_KILLED -> "seen; it is gone, and nobody saw how it ended";
            case MAY_STILL_RUN -> "seen; **something of it may still run**";
            case FORGOTTEN -> "seen; the target holds no trace of it any more, it may have run to its end";
        };
    }

    String rebooted() {
        return switch (doubt()) {
            case REBOOTED -> "**yes**, while it ran";
            case RUNNER_KILLED, MAY_STILL_RUN -> "no";
            case NO_ANSWER -> "cannot be told, nothing comes back that says so";
            case FORGOTTEN -> "cannot be told, what the launcher kept is gone";
        };
    }

    String since(Times times) {
        String asked = times.clock(effect.askedAt());
        return effect.silentSince()
                .map(since -> (doubt() == Doubt.NO_ANSWER ? "silent since " : "found at ") + times.at(since) + " ("
                        + times.clock(since) + "); that was waited for until " + asked)
                .orElse("at " + asked);
    }

    String said() {
        String known = effect.known();
        return known.isBlank()
                ? "nothing was heard of it"
                : plain(known.length() <= LONGEST_KNOWN ? known : known.substring(0, LONGEST_KNOWN) + "…");
    }
}

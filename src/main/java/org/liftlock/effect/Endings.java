package org.liftlock.effect;

import java.util.Optional;
import org.liftlock.launcher.RunState;

/** Turns the final states of a run into outcomes. */
final class Endings {

    private static final int LAST_WORDS = 400;

    private Endings() {}

    static Optional<EffectOutcome> of(RunState state) {
        if (state instanceof RunState.Succeeded) {
            return Optional.of(new EffectOutcome.Succeeded());
        } else if (state instanceof RunState.Failed failed) {
            return Optional.of(new EffectOutcome.Failed(
                    failed.exitCode() == 124
                            ? "command " + (failed.index() + 1) + " was ended: its time was up"
                            : "command " + (failed.index() + 1) + " ended with exit code " + failed.exitCode(),
                    Optional.of(failed.index())));
        } else if (state instanceof RunState.Stopped) {
            return Optional.of(new EffectOutcome.Stopped());
        } else if (state instanceof RunState.NeverStarted) {
            return Optional.of(new EffectOutcome.NeverStarted("the target holds no run of this step"));
        } else if (state instanceof RunState.Unknown unknown) {
            return Optional.of(new EffectOutcome.Unknown(unknown.doubt(), unknown.evidence()));
        }
        return Optional.empty();
    }

    /** A failed command has mostly said why in its last line. */
    static EffectOutcome withLastWords(EffectOutcome outcome, String log) {
        if (!(outcome instanceof EffectOutcome.Failed failed)) {
            return outcome;
        }
        return log.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((earlier, later) -> later)
                .<EffectOutcome>map(last -> new EffectOutcome.Failed(
                        failed.detail() + ": "
                                + (last.length() <= LAST_WORDS ? last : last.substring(0, LAST_WORDS) + "…"),
                        failed.at()))
                .orElse(failed);
    }
}

package org.liftlock.effect;

import java.util.Optional;
import org.liftlock.launcher.RunState;

/** How an effect on one target ended. */
public sealed interface EffectOutcome {

    record Succeeded() implements EffectOutcome {}

    /** @param at position of the command that failed, from 0; empty when it is not known, or no command had failed */
    record Failed(String detail, Optional<Integer> at) implements EffectOutcome {

        public Failed(String detail) {
            this(detail, Optional.empty());
        }
    }

    /** A gate was closed; the target was not touched. */
    record Refused(String reason) implements EffectOutcome {}

    /** Certain that nothing was started on the target. */
    record NeverStarted(String reason) implements EffectOutcome {}

    record Stopped() implements EffectOutcome {}

    /** Nobody can know without looking; a person decides. */
    record Unknown(RunState.Doubt doubt, String evidence) implements EffectOutcome {}

    /** Whether something ran on the target and has come to an end that is known. */
    default boolean ended() {
        return this instanceof Succeeded || this instanceof Failed || this instanceof Stopped;
    }

    /** The word kept in the journal. */
    default String word() {
        if (this instanceof Succeeded) {
            return "SUCCEEDED";
        } else if (this instanceof Failed) {
            return "FAILED";
        } else if (this instanceof Refused) {
            return "REFUSED";
        } else if (this instanceof NeverStarted) {
            return "NEVER_STARTED";
        } else if (this instanceof Stopped) {
            return "STOPPED";
        }
        return "UNKNOWN";
    }

    /** What there is to say about it, empty when the word says it all. */
    default String detail() {
        if (this instanceof Failed failed) {
            return failed.detail();
        } else if (this instanceof Refused refused) {
            return refused.reason();
        } else if (this instanceof NeverStarted neverStarted) {
            return neverStarted.reason();
        } else if (this instanceof Unknown unknown) {
            return unknown.evidence();
        }
        return "";
    }

    /** @param doubt only with UNKNOWN */
    static EffectOutcome of(String word, String detail, Optional<RunState.Doubt> doubt) {
        String said = detail == null ? "" : detail;
        return switch (word) {
            case "SUCCEEDED" -> new Succeeded();
            case "FAILED" -> new Failed(said);
            case "REFUSED" -> new Refused(said);
            case "NEVER_STARTED" -> new NeverStarted(said);
            case "STOPPED" -> new Stopped();
            case "UNKNOWN" -> new Unknown(doubt.orElse(RunState.Doubt.NO_ANSWER), said);
            default -> throw new IllegalArgumentException("No effect ends in \"" + word + "\"");
        };
    }
}

package org.liftlock.effect;

import java.util.List;

/** Says what the external task named like its class does: {@code VerifyBackup} handles the topic {@code verify-backup}. */
public interface StepHandler {

    /** Called once for each attempt to start the step, again after a crash before anything was planned. */
    StepWork prepare(Step step);

    /**
     * Called when every effect of the step has ended; outside any transaction, before the last outcome is committed together
     * with the answer, and again when that fails or after a crash: what it writes has to bear repetition.
     */
    default StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(
                results, "Done on " + results.size() + (results.size() == 1 ? " target" : " targets"));
    }

    /** Whether it concludes from what the journal holds of the outcomes: then they are committed before it is asked. */
    default boolean concludesFromJournal() {
        return false;
    }

    /**
     * Whether the step may read for as long as a trial restore takes. Such steps have threads of their own: however many
     * of them there are, a step is launched, answered or stopped meanwhile.
     */
    default boolean readsForLong() {
        return false;
    }

    /** The topic: the words of the class name. */
    default String topic() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase();
    }
}

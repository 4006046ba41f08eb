package org.liftlock.launcher;

/** What the launcher on a target knows of a run. */
public sealed interface RunState {

    /** @param index position of the command that runs now, from 0 */
    record Running(int index) implements RunState {}

    record Succeeded() implements RunState {}

    /**
     * @param index position of the command that failed, from 0
     * @param exitCode its exit code; 124 when its time was up; 128 and more when a signal ended it
     */
    record Failed(int index, int exitCode) implements RunState {}

    /** Stopped by order, and confirmed: no process of the run is left. */
    record Stopped() implements RunState {}

    /** Certain: this key was never started here. */
    record NeverStarted() implements RunState {}

    /** @param evidence what is known, in a sentence: "rebooted while command 2 ran" */
    record Unknown(Doubt doubt, String evidence) implements RunState {

        /** Nothing was heard that says how the run stands. */
        public Unknown(String evidence) {
            this(Doubt.NO_ANSWER, evidence);
        }
    }

    /** Why nobody can say how a run stands. */
    enum Doubt {
        /** The target, or its launcher, gives no state: the run may go on, and may have ended. */
        NO_ANSWER,
        /** The machine was rebooted while the run was under way, so nothing of it runs any more. */
        REBOOTED,
        /** The runner was killed, and no process of the run is left to be seen. */
        RUNNER_KILLED,
        /** The runner was killed, and there are processes that may be of the run. */
        MAY_STILL_RUN,
        /** The target knew the run once and holds no trace of it now. */
        FORGOTTEN
    }
}

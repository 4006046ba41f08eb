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
    record Unknown(String evidence) implements RunState {}
}

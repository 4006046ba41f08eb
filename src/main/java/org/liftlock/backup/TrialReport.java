package org.liftlock.backup;

import java.util.ArrayList;
import java.util.List;

/**
 * What a trial restore on the target found.
 *
 * @param passed whether the backup restores, and to what it should
 * @param reason why not; empty when passed
 * @param whatToDo empty when passed
 * @param restoreMillis how long restoring took
 * @param compared what was compared and found equal, sentence by sentence
 */
record TrialReport(boolean passed, String reason, String whatToDo, long restoreMillis, List<String> compared) {

    TrialReport {
        compared = List.copyOf(compared);
    }

    static TrialReport passed(long restoreMillis, List<String> compared) {
        return new TrialReport(true, "", "", restoreMillis, compared);
    }

    TrialReport and(String more) {
        List<String> all = new ArrayList<>(compared);
        all.add(more);
        return new TrialReport(passed, reason, whatToDo, restoreMillis, all);
    }

    static TrialReport rejected(RejectedBackup why) {
        return new TrialReport(false, why.getMessage(), why.whatToDo(), 0, List.of());
    }
}

package org.liftlock.calendar;

import java.util.List;
import java.util.Optional;

/**
 * How an upgrade stands with those who approve it.
 *
 * @param approvedBy who has approved the plan as it is now
 * @param needed how many have to; none where a template approves
 * @param voidBecause why an approval, given or awaited, no longer counts
 */
public record Standing(State state, List<String> approvedBy, int needed, Optional<String> voidBecause) {

    /** How far it is, in the order in which an upgrade goes through. */
    public enum State {
        PLANNED("planned, not booked"),
        ASKED("waits for approval"),
        APPROVED("approved"),
        RUNNING("running"),
        OVER("window is over"),
        CALLED_OFF("called off");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public Standing {
        approvedBy = List.copyOf(approvedBy);
    }

    /** "1 of 2 approvals, by ana". */
    public String approvals() {
        return approvedBy.size() + " of " + needed + (needed == 1 ? " approval" : " approvals")
                + (approvedBy.isEmpty() ? "" : ", by " + String.join(", ", approvedBy));
    }
}

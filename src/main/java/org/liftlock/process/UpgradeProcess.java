package org.liftlock.process;

import java.util.List;
import java.util.Locale;

/**
 * What the shipped models and Java agree on: keys, elements that code refers to, messages, error codes, answers. The
 * steps stand at {@link Topic} and {@link Bean}, the variables at {@link Variables}. A contract test compares both
 * sides.
 */
public final class UpgradeProcess {

    public static final String UPGRADE = "upgrade";
    public static final String CHANGE_TARGET = "change-target";
    public static final String TAKE_BACK = "take-back";
    public static final String ROLLOUT = "rollout";
    public static final String MONITORING = "monitoring";
    public static final List<String> PROCESSES = List.of(UPGRADE, CHANGE_TARGET, TAKE_BACK, ROLLOUT, MONITORING);

    public static final String CONTROL_LEVEL = "control-level";

    /** The end of {@code take-back} from which only a repair leads on; caught in {@code change-target}. */
    public static final String NEEDS_REPAIR = "needs-repair";

    /** Groups that tasks are offered to. */
    public static final List<String> GROUPS =
            List.of("process-owners", "engineers", "approvers", "change-managers", "user-representatives", "auditors");

    private UpgradeProcess() {}

    /** Messages that wake a model. The fact itself is always a row first. */
    public enum Message {
        /** Reaches Assessment, Plan upgrade, Approve upgrade and Waiting; later an order to go back takes its place. */
        UPGRADE_CANCELLED("Upgrade cancelled"),
        /** Reaches Waiting for the window. */
        APPROVAL_VOID("Approval void"),
        /** The window moved or, during execution, the approval was revoked; reaches whoever waits for a moment or an answer. */
        WINDOW_CHANGED("Window changed"),
        /** Reaches each unit that goes forward; the only message that cuts off steps of a target. */
        STOP_ORDERED("Stop ordered"),
        /** Reaches Monitoring. */
        TROUBLE_REPORTED("Trouble reported");

        private final String text;

        Message(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** Elements that code refers to; an owner may add others. */
    public static final class Element {

        // Stages of upgrade, in order
        public static final String ASSESSMENT = "assessment";
        public static final String PREPARATION = "preparation";
        public static final String WAITING = "waiting-for-the-window";
        public static final String EXECUTION = "execution-inside-the-window";
        public static final String VERIFICATION = "verification-and-deployment";
        public static final String CLOSING = "closing";
        public static final String UPGRADE_DEFERRED = "upgrade-deferred";
        public static final String UPGRADE_REFUSED = "upgrade-refused";

        // Tasks of upgrade
        public static final String ASSESS_IMPACT = "assess-impact";
        public static final String PLAN_UPGRADE = "plan-upgrade";
        public static final String APPROVE_UPGRADE = "approve-upgrade";
        public static final String CONFIRM_READINESS = "confirm-readiness";
        public static final String DECIDE_WHEN_TIME_RUNS_OUT = "decide-when-time-runs-out";
        public static final String DECIDE_ON_TARGETS_LEFT_BEHIND = "decide-on-targets-left-behind";
        public static final String SIGN_OFF = "sign-off";
        public static final String DECIDE_ON_WHAT_IS_LEFT_TO_DO = "decide-on-what-is-left-to-do";
        public static final String REVIEW_SHORTCUTS = "review-shortcuts";
        public static final String CLOSE_UPGRADE = "close-upgrade";

        // Tasks of change-target, take-back, rollout and monitoring; Decide on failure is in upgrade too
        public static final String DECIDE_ON_UNKNOWN_QUIESCING = "decide-on-unknown-quiescing";
        public static final String DECIDE_ON_UNPROVEN_BACKUP = "decide-on-unproven-backup";
        public static final String DECIDE_ON_UNKNOWN_OUTCOME = "decide-on-unknown-outcome";
        public static final String DECIDE_ON_FAILURE = "decide-on-failure";
        public static final String CONFIRM_THAT_NOTHING_RUNS = "confirm-that-nothing-runs";
        public static final String DECIDE_ON_FAILED_RESUME = "decide-on-failed-resume";
        public static final String DECIDE_ON_FAILED_RESUME_UNCHANGED = "decide-on-failed-resume-unchanged";
        public static final String DECIDE_ON_OPEN_BRACKETS = "decide-on-open-brackets";
        public static final String DECIDE_ON_FAILED_ROLLBACK = "decide-on-failed-rollback";
        public static final String DECIDE_ON_HALTED_ROLLOUT = "decide-on-halted-rollout";
        public static final String DECIDE_ON_DISTURBANCE = "decide-on-disturbance";

        private Element() {}
    }

    /** Answers of people that gateways, orders and more than one form know. */
    public static final class Answer {

        public static final String GO_ON = "go-on";
        public static final String EXTEND = "extend";
        /** Start nothing new, wait for a person. As an agreed default it asks again, later. */
        public static final String HOLD = "hold";

        public static final String GO_BACK = "go-back";
        public static final String SMALLER_WAVES = "smaller-waves";
        public static final String RETRY = "retry";
        /** "I repaired it: check again". */
        public static final String CHECK_AGAIN = "check-again";

        public static final String LEAVE_OUT = "leave-out";
        public static final String ACCEPT = "accept";
        public static final String AGAIN = "again";
        public static final String GIVE_UP = "give-up";
        public static final String APPLIED = "applied";
        public static final String HAND_OVER = "hand-over";

        private Answer() {}
    }

    static String camelCase(String constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}

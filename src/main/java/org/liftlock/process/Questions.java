package org.liftlock.process;

import static java.util.Map.entry;
import static org.liftlock.process.UpgradeProcess.Answer.*;
import static org.liftlock.process.UpgradeProcess.CHANGE_TARGET;
import static org.liftlock.process.UpgradeProcess.MONITORING;
import static org.liftlock.process.UpgradeProcess.ROLLOUT;
import static org.liftlock.process.UpgradeProcess.TAKE_BACK;
import static org.liftlock.process.UpgradeProcess.UPGRADE;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the forms of the shipped tasks show and which answers they may offer. Everything shown is a task-local variable:
 * a short string in Markdown, null to leave it out; {@link #CHOICES} and {@link #METHODS} are Json lists of
 * {@code {label, value}}.
 */
public final class Questions {

    /** The same on each form: key, system, versions, level and why, window, decide until, tickets, link. */
    public static final String HEAD = "shownHead";

    public static final String FACTS = "shownFacts";
    public static final String FINDINGS = "shownFindings";
    public static final String TIME_BAR = "shownTimeBar";
    /** What failed: expected and got, last lines of the log. */
    public static final String FAILURE = "shownFailure";

    public static final String SUGGESTION = "shownSuggestion";
    /** What changed since the last approval. */
    public static final String CHANGES = "shownChanges";
    /** Who may not give this answer, and why. */
    public static final String WHO = "shownWho";

    /** That the window is over, and that a step taken now gets a window of its own. */
    public static final String WINDOW = "shownWindow";
    /** That such a step may wait for a quieter time. */
    public static final String LATER = "shownLater";
    /** Which other targets one decision could serve. */
    public static final String ALIKE = "shownAlike";

    public static final String CHOICES = "choices";
    /** The methods a planner may choose among. */
    public static final String METHODS = "methods";

    private static final Map<String, List<String>> ANSWERS = Map.ofEntries(
            entry(UPGRADE + "/assess-impact", List.of("go", "defer", "refuse", "find-out-more")),
            entry(UPGRADE + "/plan-upgrade", List.of("check", "another-method", "assess-again", "defer", "refuse")),
            entry(
                    UPGRADE + "/approve-upgrade",
                    List.of("approved", "approved-with-condition", "changes-wanted", "refused")),
            entry(UPGRADE + "/confirm-readiness", List.of("yes", HAND_OVER, "replan")),
            entry(UPGRADE + "/decide-when-time-runs-out", List.of(GO_ON, EXTEND, GO_BACK, HOLD)),
            entry(UPGRADE + "/decide-on-targets-left-behind", List.of(GO_ON, GO_BACK, ACCEPT)),
            entry(UPGRADE + "/decide-on-failure", List.of(GO_BACK, ACCEPT)),
            entry(UPGRADE + "/sign-off", List.of("works", "works-with-a-problem", "does-not-work")),
            entry(UPGRADE + "/decide-on-what-is-left-to-do", List.of(AGAIN, ACCEPT)),
            entry(CHANGE_TARGET + "/decide-on-unknown-quiescing", List.of(AGAIN, GIVE_UP)),
            entry(CHANGE_TARGET + "/decide-on-unproven-backup", List.of(AGAIN, GIVE_UP)),
            entry(CHANGE_TARGET + "/decide-on-unknown-outcome", List.of(APPLIED, AGAIN, GO_BACK)),
            entry(CHANGE_TARGET + "/decide-on-failure", List.of(GO_BACK, CHECK_AGAIN, RETRY, LEAVE_OUT, ACCEPT)),
            entry(CHANGE_TARGET + "/decide-on-failed-resume", List.of(AGAIN, GO_BACK)),
            entry(CHANGE_TARGET + "/decide-on-failed-resume-unchanged", List.of(AGAIN, HAND_OVER)),
            entry(CHANGE_TARGET + "/decide-on-open-brackets", List.of(AGAIN, ACCEPT)),
            entry(TAKE_BACK + "/decide-on-failed-rollback", List.of(AGAIN, CHECK_AGAIN, HAND_OVER)),
            entry(TAKE_BACK + "/decide-on-failed-resume", List.of(AGAIN, HAND_OVER)),
            entry(ROLLOUT + "/decide-on-halted-rollout", List.of(GO_ON, SMALLER_WAVES, HOLD, GO_BACK)),
            entry(MONITORING + "/decide-on-disturbance", List.of(GO_ON, ACCEPT, "not-stable")));

    private Questions() {}

    /**
     * All answers the model has a way for; which of them are offered depends on the moment. Empty for a task that asks
     * for no decision, or one that an owner has added.
     */
    public static List<String> answersTo(String process, String task) {
        return Optional.ofNullable(ANSWERS.get(process + "/" + task)).orElse(List.of());
    }
}

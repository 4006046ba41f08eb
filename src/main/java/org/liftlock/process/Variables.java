package org.liftlock.process;

import java.util.Collections;
import java.util.Date;
import java.util.Set;
import java.util.TreeSet;

/**
 * The variables of the shipped models. Who writes and who reads them stands at {@link Bean}; step outcomes
 * ({@link Topic#outcomeVariable()}) and the answers of user tasks come by output mappings of the models.
 */
public final class Variables {

    /** Filled by the declarations below, hence before them. */
    private static final Set<String> DECLARED = new TreeSet<>();

    // From the request
    public static final Variable<String> UPGRADE_KEY = text("upgradeKey");
    public static final Variable<String> REQUESTED_BY = text("requestedBy");
    /** Name of a {@code ReasonCategory}. */
    public static final Variable<String> REASON_CATEGORY = text("reasonCategory");

    public static final Variable<Boolean> EMERGENCY = flag("emergency");
    /** Name of a {@code Criticality}. */
    public static final Variable<String> CRITICALITY = text("criticality");
    /** Name of a {@code Reversibility}, of the chosen method. */
    public static final Variable<String> REVERSIBILITY = text("reversibility");
    /** The request follows a template that is approved, not expired and not used up. */
    public static final Variable<Boolean> PRE_APPROVED = flag("preApproved");

    // Assessment
    /** Name of a {@code ControlLevel}. */
    public static final Variable<String> CONTROL_LEVEL = text("controlLevel");
    /** go | defer | refuse | find-out-more. */
    public static final Variable<String> ASSESSMENT = text("assessment");
    /** Id of the end event that the last stage or block came to; written by {@link Bean#NOTE_ENDING}. */
    public static final Variable<String> ENDING = text("ending");

    // Preparation
    /** check | another-method (the plan is computed and shown again) | assess-again | defer | refuse. */
    public static final Variable<String> PLAN_ANSWER = text("planAnswer");

    public static final Variable<Boolean> PLAN_SOUND = flag("planSound");
    public static final Variable<Boolean> REHEARSAL_NEEDED = flag("rehearsalNeeded");
    /** {@link #TARGET_OUTCOME} of the rehearsal. */
    public static final Variable<String> REHEARSAL_OUTCOME = text("rehearsalOutcome");

    public static final Variable<Boolean> REHEARSAL_PROVEN = flag("rehearsalProven");
    public static final Variable<Integer> APPROVALS_NEEDED = number("approvalsNeeded");
    public static final Variable<Date> APPROVAL_REMINDER = date("approvalReminder");
    public static final Variable<Date> APPROVAL_DEADLINE = date("approvalDeadline");
    /** True as soon as one approver has refused or sent back: the other open approvals are withdrawn. */
    public static final Variable<Boolean> APPROVAL_OVER = flag("approvalOver");
    /** approved | changes-wanted | refused. */
    public static final Variable<String> APPROVAL_VERDICT = text("approvalVerdict");

    // Waiting and the guard of the window
    /** yes | not-yet | prepare | replan | cancel; hand-over as an answer of Confirm readiness. */
    public static final Variable<String> MAY_START = text("mayStart");

    public static final Variable<Date> NEXT_MOMENT = date("nextMoment");
    /** last-moment-to-decide | window-end | overrun | approval-void. */
    public static final Variable<String> MOMENT = text("moment");

    public static final Variable<Date> ANSWER_BY = date("answerBy");
    /** One of {@link UpgradeProcess.Answer}; given by a person or, with no answer in time, by the agreed default. */
    public static final Variable<String> ORDER = text("order");
    /** 0 unless the order is to extend the window. */
    public static final Variable<Integer> EXTEND_MINUTES = number("extendMinutes");

    /** all-raised | none-raised | left-behind. */
    public static final Variable<String> ROLLOUT_OUTCOME = text("rolloutOutcome");

    public static final Variable<Boolean> TRY_AGAIN = flag("tryAgain");
    /** go-on | go-back | accept. */
    public static final Variable<String> LEFT_BEHIND_ANSWER = text("leftBehindAnswer");
    /** go-back | accept. */
    public static final Variable<String> FAILURE_ANSWER = text("failureAnswer");
    /** {@link #ROLLOUT_OUTCOME} of a take-back after the window. */
    public static final Variable<String> TAKE_BACK_OUTCOME = text("takeBackOutcome");

    // Verification and deployment
    public static final Variable<Integer> SIGN_OFFS_NEEDED = number("signOffsNeeded");
    /** True as soon as one representative said that it does not work. */
    public static final Variable<Boolean> SIGN_OFF_OVER = flag("signOffOver");
    /** works | works-with-a-problem | does-not-work: the worst one so far. */
    public static final Variable<String> SIGN_OFF_VERDICT = text("signOffVerdict");
    /** stable | accepted-with-known-issue | not-stable. */
    public static final Variable<String> WATCH_ENDING = text("watchEnding");

    public static final Variable<Boolean> REBUILD_NEEDED = flag("rebuildNeeded");
    public static final Variable<Boolean> FINISH_NEEDED = flag("finishNeeded");
    public static final Variable<Date> FINISH_AT = date("finishAt");
    /** again | accept. */
    public static final Variable<String> FINISH_ANSWER = text("finishAnswer");

    // Closing
    public static final Variable<Boolean> DEBTS_OPEN = flag("debtsOpen");
    public static final Variable<Boolean> ANYTHING_OPEN = flag("anythingOpen");

    // Rollout
    /** REHEARSE | RAISE | BACK. */
    public static final Variable<String> MODE = text("mode");
    /** wave | go-back | halted | none-left. */
    public static final Variable<String> NEXT = text("next");

    public static final Variable<String> WAVE_ID = text("waveId");
    public static final Variable<Integer> WAVE_SIZE = number("waveSize");
    /** go-on | halt. */
    public static final Variable<String> WAVE_VERDICT = text("waveVerdict");

    public static final Variable<Date> SOAK_UNTIL = date("soakUntil");
    /** Place of the unit in its wave, from 0; absent in a rehearsal. */
    public static final Variable<Integer> POSITION = number("position");

    // One unit of change
    public static final Variable<String> UNIT_ID = text("unitId");
    /** RAISED | UNTOUCHED | BACK | NEEDS_REPAIR. */
    public static final Variable<String> TARGET_OUTCOME = text("targetOutcome");

    /** The description asks for a reboot behind apply, always or if one is required then. */
    public static final Variable<Boolean> REBOOT_WANTED = flag("rebootWanted");

    public static final Variable<Boolean> APPLY_STARTED = flag("applyStarted");
    /** again | give-up. */
    public static final Variable<String> QUIESCING_ANSWER = text("quiescingAnswer");
    /** again | give-up. */
    public static final Variable<String> BACKUP_ANSWER = text("backupAnswer");
    /** applied | again | go-back. */
    public static final Variable<String> UNKNOWN_ANSWER = text("unknownAnswer");
    /** again | go-back (users were let in again) | hand-over (untouched, or taken back). */
    public static final Variable<String> RESUME_ANSWER = text("resumeAnswer");
    /** again | accept. */
    public static final Variable<String> BRACKETS_ANSWER = text("bracketsAnswer");
    /** again | check-again | hand-over. */
    public static final Variable<String> ROLLBACK_ANSWER = text("rollbackAnswer");

    // Monitoring
    public static final Variable<Date> NEXT_LOOK = date("nextLook");
    public static final Variable<Boolean> LAST_LOOK = flag("lastLook");
    /** go-on | accept | not-stable. */
    public static final Variable<String> DISTURBANCE_ANSWER = text("disturbanceAnswer");

    // Local to one step or task
    /** What an external task ended in: SUCCEEDED | REFUSED | FAILED | UNKNOWN. */
    public static final Variable<String> OUTCOME = text("outcome");
    /** What a person answered; output mappings carry it on under the name of the question. */
    public static final Variable<String> ANSWER = text("answer");

    private Variables() {}

    /** The names of all of them. */
    static Set<String> names() {
        return Collections.unmodifiableSet(DECLARED);
    }

    private static <T> Variable<T> declared(Variable<T> variable) {
        DECLARED.add(variable.name());
        return variable;
    }

    private static Variable<String> text(String name) {
        return declared(new Variable<>(name, String.class));
    }

    private static Variable<Boolean> flag(String name) {
        return declared(new Variable<>(name, Boolean.class));
    }

    private static Variable<Integer> number(String name) {
        return declared(new Variable<>(name, Integer.class));
    }

    private static Variable<Date> date(String name) {
        return declared(new Variable<>(name, Date.class));
    }
}

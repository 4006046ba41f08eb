package org.liftlock.process;

import static org.liftlock.process.Variables.*;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The beans that models name in {@code camunda:delegateExpression}: delegates that read and write our own database, and
 * listeners. Each constant says which variables its bean reads ({@code from}) and must have written ({@code to}) when it
 * returns, on every path.
 */
public enum Bean {
    // ---- listeners

    /**
     * Start of Upgrade requested. Reads the fields of the form {@code request-upgrade} (or what the API put in their
     * place), refuses a bad request with a sentence (nothing starts), allocates the key, makes it the business key, and
     * removes the fields.
     */
    ACCEPT_REQUEST(
            Role.EXECUTION_LISTENER,
            from(REQUESTED_BY),
            to(UPGRADE_KEY, REASON_CATEGORY, EMERGENCY, CRITICALITY, REVERSIBILITY, PRE_APPROVED)),
    /** Start of each stage, and of Upgrade deferred and Upgrade refused; finds which by the id of the element. */
    NOTE_STAGE(Role.EXECUTION_LISTENER, from(UPGRADE_KEY), to()),
    /** Start of the end events by which a stage or block may end; writes the element's id. */
    NOTE_ENDING(Role.EXECUTION_LISTENER, from(), to(ENDING)),
    /**
     * Start of Determine control level, when the running version is known: what the template of the request no longer
     * covers is not pre-approved.
     */
    HOLD_AGAINST_TEMPLATE(Role.EXECUTION_LISTENER, from(UPGRADE_KEY, PRE_APPROVED), to(PRE_APPROVED)),
    /**
     * End of Determine control level. Reads the local transient {@code decisionResult} (one row: level, approvalsNeeded,
     * approverRoles, rehearsalNeeded, monitoringFor, why); roles, duration and sentence go to our tables.
     */
    NOTE_CONTROL_LEVEL(
            Role.EXECUTION_LISTENER, from(UPGRADE_KEY), to(CONTROL_LEVEL, APPROVALS_NEEDED, REHEARSAL_NEEDED)),
    /**
     * Create of every user task: assigns it, and makes task-local variables of what its form shows and of each of its
     * fields (a proposal, or null), so that nothing a person types leaves the task.
     */
    ASSIGN_PEOPLE(Role.TASK_LISTENER, from(UPGRADE_KEY), to()),
    /**
     * Complete of every user task: checks the fields against the form and the moment, refuses with a sentence, writes
     * the answer down, and makes {@link Variables#ANSWER} local to the execution for the model's output mapping
     * (and {@link Variables#EXTEND_MINUTES} at Decide when time runs out, 0 unless extended). Approve upgrade: sets
     * {@link Variables#APPROVAL_OVER}. Sign off: sets {@link Variables#SIGN_OFF_OVER} and
     * {@link Variables#SIGN_OFF_VERDICT}. Plan upgrade: sets {@link Variables#REVERSIBILITY} when the method is changed,
     * and {@link Variables#CRITICALITY} to HIGH when the strict path is asked for.
     */
    TAKE_ANSWER(
            Role.TASK_LISTENER,
            from(UPGRADE_KEY),
            to(ANSWER, EXTEND_MINUTES, APPROVAL_OVER, SIGN_OFF_OVER, SIGN_OFF_VERDICT, CRITICALITY, REVERSIBILITY)),

    // ---- upgrade: assessment and preparation

    FIND_DEPENDANTS(from(UPGRADE_KEY), to()),
    /** Findings only; what blocks and what is unknown is judged by Weigh reason. */
    CHECK_COMPATIBILITY(from(UPGRADE_KEY), to()),
    /** Go, unless the reason carries no benefit (defer) or a finding blocks (refuse). */
    WEIGH_REASON(from(UPGRADE_KEY), to(ASSESSMENT)),
    DRAFT_PLAN(from(UPGRADE_KEY, CONTROL_LEVEL), to()),
    /** May lower {@link Variables#REHEARSAL_NEEDED} for a recorded exception; never raises what the level asks. */
    CHECK_PLAN(from(UPGRADE_KEY, CONTROL_LEVEL, REHEARSAL_NEEDED), to(PLAN_SOUND, REHEARSAL_NEEDED)),
    JUDGE_REHEARSAL(from(UPGRADE_KEY, REHEARSAL_OUTCOME), to(REHEARSAL_PROVEN)),
    /** Starts approvals and sign-offs afresh: nothing over, nothing refused, "works". */
    SEAL_PLAN(
            from(UPGRADE_KEY, CONTROL_LEVEL, APPROVALS_NEEDED),
            to(APPROVAL_REMINDER, APPROVAL_DEADLINE, APPROVAL_OVER, SIGN_OFFS_NEEDED, SIGN_OFF_OVER, SIGN_OFF_VERDICT)),
    COUNT_APPROVALS(from(UPGRADE_KEY, APPROVALS_NEEDED), to(APPROVAL_VERDICT)),

    // ---- upgrade: waiting and execution

    /** The start of the window, but at least five seconds ahead once Check go-ahead has said "not yet". */
    FIND_WINDOW_START(from(UPGRADE_KEY), to(NEXT_MOMENT)),
    /** The start of the window that the decider has opened for it; now, when that is open. */
    FIND_TAKE_BACK_START(from(UPGRADE_KEY), to(NEXT_MOMENT)),
    CHECK_GO_AHEAD(from(UPGRADE_KEY), to(MAY_START)),
    /** Never a moment that was answered already; a moment far away when none is left. */
    FIND_NEXT_MOMENT(from(UPGRADE_KEY), to(NEXT_MOMENT, MOMENT, ANSWER_BY)),
    /**
     * In the guard: go-on, hold or go-back. In a rollout: the same. Inside a unit: go-back or hold, never more. Sets
     * {@link Variables#EXTEND_MINUTES} to 0.
     */
    TAKE_AGREED_DEFAULT(from(UPGRADE_KEY), to(ORDER, EXTEND_MINUTES)),
    /** Writes the window's new end or the directive; wakes who waits after the commit. */
    GIVE_ORDER(from(UPGRADE_KEY, ORDER), to()),

    // ---- upgrade: verification and closing

    /** Again after each try: what was done is not left to do. */
    FIND_WHAT_IS_LEFT_TO_DO(from(UPGRADE_KEY), to(REBUILD_NEEDED, FINISH_NEEDED, FINISH_AT)),
    WRITE_RECORD(from(UPGRADE_KEY), to(DEBTS_OPEN, ANYTHING_OPEN)),
    SEAL_RECORD(from(UPGRADE_KEY), to()),

    // ---- rollout

    FORM_NEXT_WAVE(from(UPGRADE_KEY, MODE), to(NEXT, WAVE_ID, WAVE_SIZE)),
    JUDGE_WAVE(from(UPGRADE_KEY, WAVE_ID), to(WAVE_VERDICT, SOAK_UNTIL)),
    /** Always later than now, and later each time nobody answered. */
    FIND_TIME_TO_ANSWER(from(UPGRADE_KEY), to(ANSWER_BY)),
    TURN_ROUND(from(UPGRADE_KEY), to(MODE)),
    SUM_UP_TARGETS(from(UPGRADE_KEY), to(ROLLOUT_OUTCOME, TRY_AGAIN)),

    // ---- one unit of change

    /** In a rehearsal the unit is found by upgrade and mode; position and wave are absent. */
    FIND_UNIT(from(UPGRADE_KEY, MODE, WAVE_ID, POSITION), to(UNIT_ID, REBOOT_WANTED)),
    FIND_WHAT_WAS_DONE(from(UPGRADE_KEY, UNIT_ID), to(APPLY_STARTED)),
    SETTLE_TARGET(from(UPGRADE_KEY, UNIT_ID, MODE), to(TARGET_OUTCOME)),

    // ---- monitoring

    FIND_NEXT_LOOK(from(UPGRADE_KEY), to(NEXT_LOOK, LAST_LOOK));

    /** How a model uses the bean, and so the interface its class has. */
    public enum Role {
        /** {@code JavaDelegate} */
        DELEGATE,
        /** {@code ExecutionListener} */
        EXECUTION_LISTENER,
        /** {@code TaskListener} */
        TASK_LISTENER
    }

    private final Role role;
    private final Set<Variable<?>> reads;
    private final Set<Variable<?>> writes;

    Bean(List<Variable<?>> reads, List<Variable<?>> writes) {
        this(Role.DELEGATE, reads, writes);
    }

    Bean(Role role, List<Variable<?>> reads, List<Variable<?>> writes) {
        this.role = role;
        this.reads = Set.copyOf(new LinkedHashSet<>(reads));
        this.writes = Set.copyOf(new LinkedHashSet<>(writes));
    }

    public Role role() {
        return role;
    }

    public Set<Variable<?>> reads() {
        return reads;
    }

    public Set<Variable<?>> writes() {
        return writes;
    }

    /** As the models write it between braces: {@code checkPlan}. */
    public String beanName() {
        return UpgradeProcess.camelCase(name());
    }

    private static List<Variable<?>> from(Variable<?>... variables) {
        return List.of(variables);
    }

    private static List<Variable<?>> to(Variable<?>... variables) {
        return List.of(variables);
    }
}

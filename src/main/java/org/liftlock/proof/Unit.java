package org.liftlock.proof;

import static org.liftlock.proof.Unit.Brackets.OPEN;
import static org.liftlock.proof.Unit.State.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.liftlock.process.Topic;
import org.liftlock.proof.Transition.Check;
import org.liftlock.proof.Transition.Effect;
import org.liftlock.proof.Transition.Guard;

/**
 * What is known about one unit of change while its steps run, as variables of the net: how its system is, how far its
 * backup is, whether users are out. A process that is called for another unit starts with a fresh one; one that is handed
 * {@code unitId} goes on with that of its caller.
 */
final class Unit {

    /** How the system is, compared with what was backed up. */
    enum State {
        AS_IT_WAS,
        /** Apply runs for the first time, and may still be refused. */
        PERHAPS_CHANGED,
        CHANGED,
        CHECKS_FAILED,
        /** A person has decided about failed checks. */
        DECIDED_ON,
        CHECKS_PASSED,
        GOING_BACK,
        TAKEN_BACK,
        STILL_NOT_AS_BEFORE,
        /** A person has taken over what could not be taken back. */
        HANDED_OVER
    }

    enum Backup {
        NONE,
        TAKEN,
        PROVEN
    }

    enum Users {
        IN,
        /** On the way out or in: nobody can say that nothing is written. */
        BETWEEN,
        OUT,
        HANDED_OVER
    }

    enum Brackets {
        CLOSED,
        OPEN,
        HANDED_OVER
    }

    enum Stop {
        NOT_ORDERED,
        NOT_CONFIRMED
    }

    /** What went wrong last, about which a person is asked next. */
    enum Trouble {
        NONE,
        RESUME,
        WAY_BACK,
        BRACKETS
    }

    /** Whether a person has said last that something is to be done again. */
    enum Repeat {
        NOT_ORDERED,
        ORDERED
    }

    enum Purpose {
        REAL,
        REHEARSAL
    }

    private static final List<String> NOT_DONE = List.of(Meaning.REFUSED, "FAILED", "UNKNOWN");
    private static final List<String> DONE = List.of(Meaning.SUCCEEDED);

    private final int system;
    private final int backup;
    private final int users;
    private final int brackets;
    private final int stop;
    private final int trouble;
    private final int repeat;
    final int purpose;
    private final Upgrade upgrade;

    Unit(Net net, String name, Upgrade upgrade) {
        this.upgrade = upgrade;
        system = variable(net, name, State.class);
        backup = variable(net, name, Backup.class);
        users = variable(net, name, Users.class);
        brackets = variable(net, name, Brackets.class);
        stop = variable(net, name, Stop.class);
        trouble = variable(net, name, Trouble.class);
        repeat = variable(net, name, Repeat.class);
        purpose = variable(net, name, Purpose.class);
    }

    private static int variable(Net net, String name, Class<? extends Enum<?>> type) {
        return net.variable(name + " " + type.getSimpleName(), 1);
    }

    @SafeVarargs
    static <E extends Enum<E>> int in(E... some) {
        return Arrays.stream(some).mapToInt(one -> 1 << one.ordinal()).reduce(0, (one, other) -> one | other);
    }

    static <E extends Enum<E>> int notIn(int mask, Class<E> type) {
        return EnumSet.allOf(type).stream().mapToInt(one -> 1 << one.ordinal()).reduce(0, Integer::sum) & ~mask;
    }

    private static Effect set(int variable, Enum<?> value) {
        return Effect.assign(variable, 1 << value.ordinal());
    }

    private static <E extends Enum<E>> Effect change(int variable, Class<E> type, UnaryOperator<E> to) {
        return new Effect(
                variable,
                variable,
                EnumSet.allOf(type).stream()
                        .mapToInt(value -> 1 << to.apply(value).ordinal())
                        .toArray());
    }

    private Effect system(UnaryOperator<State> to) {
        return change(system, State.class, to);
    }

    private static Check check(Rule rule, String sentence, Guard... guards) {
        return new Check(rule, List.of(guards), new int[0], sentence);
    }

    private Guard systemIs(State... some) {
        return new Guard(system, in(some));
    }

    // ---- start of a step

    List<Check> checksAtStart(Topic topic) {
        List<Check> checks = new ArrayList<>();
        if (Meaning.touches(topic) && topic != Topic.STOP_RUNNING_STEP) {
            checks.add(check(
                    Rule.R35,
                    "starts before it is certain that the step cut off by the stop has ended",
                    new Guard(stop, in(Stop.NOT_CONFIRMED))));
        }
        if (topic.kind() == Topic.Kind.FORWARD) {
            Guard real = new Guard(purpose, in(Purpose.REAL));
            checks.add(
                    check(Rule.R28, "touches a system without the approval of the plan", real, upgrade.notApproved()));
            checks.add(check(Rule.R31, "touches a system outside an open window", real, upgrade.windowClosed()));
        }
        checks.addAll(checksOf(topic));
        return checks;
    }

    private List<Check> checksOf(Topic topic) {
        Guard unproven = new Guard(backup, in(Backup.NONE, Backup.TAKEN));
        Guard inUse = new Guard(users, notIn(in(Users.OUT), Users.class));
        return switch (topic) {
            case APPLY_UPGRADE ->
                List.of(
                        check(Rule.R00, "changes the system without a verified backup of the same unit", unproven),
                        check(
                                Rule.R35,
                                "happens a second time although no person has said \"again\"",
                                systemIs(PERHAPS_CHANGED, CHANGED, CHECKS_FAILED, DECIDED_ON, CHECKS_PASSED),
                                new Guard(repeat, in(Repeat.NOT_ORDERED))));
            case PROVE_CHECKS_CAN_FAIL ->
                List.of(
                        check(Rule.R00, "breaks the system without a verified backup of the same unit", unproven),
                        check(
                                Rule.R20,
                                "breaks the system on purpose outside a rehearsal",
                                new Guard(purpose, in(Purpose.REAL))));
            case BACK_UP ->
                List.of(
                        check(Rule.R14, "backs up while users may still write", inUse),
                        check(
                                Rule.R14,
                                "backs up a system that was changed already",
                                new Guard(system, notIn(in(AS_IT_WAS), State.class))));
            case ROLL_BACK -> List.of(check(Rule.R14, "restores while users may still write", inUse));
            case RESUME_SYSTEM, RESUME_SYSTEM_UNCHANGED, RESUME_AFTER_GOING_BACK ->
                List.of(
                        check(
                                Rule.R36,
                                "lets users in although the change was not checked",
                                systemIs(PERHAPS_CHANGED, CHANGED)),
                        check(
                                Rule.R40,
                                "lets users in although checks failed and nobody decided on it",
                                systemIs(CHECKS_FAILED)),
                        check(
                                Rule.R40,
                                "lets users in although the rollback was not verified",
                                systemIs(GOING_BACK, TAKEN_BACK, STILL_NOT_AS_BEFORE, HANDED_OVER)));
            default -> List.of();
        };
    }

    List<Effect> effectsAtStart(Topic topic) {
        return switch (topic) {
            case OPEN_BRACKETS -> List.of(set(brackets, OPEN));
            case QUIESCE_SYSTEM, QUIESCE_BEFORE_GOING_BACK -> List.of(set(users, Users.BETWEEN));
            case BACK_UP -> List.of(set(backup, Backup.NONE));
            case APPLY_UPGRADE -> List.of(system(now -> now == AS_IT_WAS ? PERHAPS_CHANGED : CHANGED));
            case PROVE_CHECKS_CAN_FAIL -> List.of(set(system, CHANGED));
            case RESUME_SYSTEM, RESUME_SYSTEM_UNCHANGED, RESUME_AFTER_GOING_BACK ->
                List.of(
                        set(backup, Backup.NONE),
                        change(users, Users.class, now -> now == Users.IN ? Users.IN : Users.BETWEEN));
            case ROLL_BACK -> List.of(set(backup, Backup.NONE), set(system, GOING_BACK));
            default -> List.of();
        };
    }

    // ---- end of a step

    List<Variant> waysToEnd(Topic topic) {
        return switch (topic) {
            case QUIESCE_SYSTEM -> List.of(done(set(users, Users.OUT)), notDone());
            case QUIESCE_BEFORE_GOING_BACK ->
                List.of(done(set(users, Users.OUT)), notDone(set(trouble, Trouble.WAY_BACK)));
            case BACK_UP -> List.of(Variant.plain().and(List.of(set(backup, Backup.TAKEN))));
            case VERIFY_BACKUP ->
                List.of(
                        done(change(backup, Backup.class, now -> now == Backup.NONE ? now : Backup.PROVEN)),
                        notDone(change(backup, Backup.class, now -> now == Backup.NONE ? now : Backup.TAKEN)));
            case APPLY_UPGRADE ->
                List.of(
                        // Refused only when nothing of it was ever begun: ApplyUpgrade says so.
                        Variant.of("REFUSED", List.of(Meaning.REFUSED), set(system, AS_IT_WAS))
                                .when(system, in(PERHAPS_CHANGED)),
                        done(set(system, CHANGED)),
                        Variant.of("FAILED or UNKNOWN", List.of("FAILED", "UNKNOWN"), set(system, CHANGED)));
            case RUN_ACCEPTANCE_CHECKS ->
                List.of(
                        done(system(now -> isChange(now) ? CHECKS_PASSED : now)),
                        notDone(system(now -> isChange(now) ? CHECKS_FAILED : now)));
            case RESUME_SYSTEM, RESUME_SYSTEM_UNCHANGED, RESUME_AFTER_GOING_BACK ->
                List.of(done(set(users, Users.IN)), notDone(set(users, Users.BETWEEN), set(trouble, Trouble.RESUME)));
            case CLOSE_BRACKETS ->
                List.of(done(set(brackets, Brackets.CLOSED)), notDone(set(trouble, Trouble.BRACKETS)));
            case STOP_RUNNING_STEP -> List.of(done(set(stop, Stop.NOT_ORDERED)), notDone());
            case ROLL_BACK -> List.of(done(set(system, TAKEN_BACK)), notDone(set(trouble, Trouble.WAY_BACK)));
            case VERIFY_ROLLBACK ->
                List.of(
                        done(system(now -> isWayBack(now) ? AS_IT_WAS : now)),
                        notDone(
                                system(now -> isWayBack(now) ? STILL_NOT_AS_BEFORE : now),
                                set(trouble, Trouble.WAY_BACK)));
            default -> List.of(Variant.plain());
        };
    }

    private static Variant done(Effect... effects) {
        return Variant.of(Meaning.SUCCEEDED, DONE, effects);
    }

    private static Variant notDone(Effect... effects) {
        return Variant.of("not SUCCEEDED", NOT_DONE, effects);
    }

    private static boolean isChange(State now) {
        return EnumSet.of(PERHAPS_CHANGED, CHANGED, CHECKS_FAILED, DECIDED_ON, CHECKS_PASSED)
                .contains(now);
    }

    private static boolean isWayBack(State now) {
        return EnumSet.of(GOING_BACK, TAKEN_BACK, STILL_NOT_AS_BEFORE, HANDED_OVER)
                .contains(now);
    }

    // ---- people, stops, other units

    /** What it means that a person has completed a task of the unit's process. */
    List<Variant> waysToDecide() {
        Effect decided = system(now -> now == CHECKS_FAILED ? DECIDED_ON : now);
        Effect settled = set(trouble, Trouble.NONE);
        return List.of(
                Variant.of("", Meaning.OUTCOMES, decided).when(trouble, in(Trouble.NONE)),
                Variant.of("", Meaning.OUTCOMES, decided, settled, set(users, Users.HANDED_OVER))
                        .when(trouble, in(Trouble.RESUME)),
                Variant.of("", Meaning.OUTCOMES, settled, set(users, Users.HANDED_OVER), set(system, HANDED_OVER))
                        .when(trouble, in(Trouble.WAY_BACK)),
                Variant.of("", Meaning.OUTCOMES, decided, settled, set(brackets, Brackets.HANDED_OVER))
                        .when(trouble, in(Trouble.BRACKETS)));
    }

    /** Whether checks have run since the last apply, so that their failure can be accepted. */
    Guard unchecked() {
        return systemIs(AS_IT_WAS, PERHAPS_CHANGED, CHANGED);
    }

    Guard checked() {
        return new Guard(system, notIn(unchecked().mask(), State.class));
    }

    Effect stopIsOrdered() {
        return set(stop, Stop.NOT_CONFIRMED);
    }

    /** What the journal says to "Find what was done". */
    List<Variant> waysToFindWhatWasDone(int applyStarted, Domain flag) {
        Effect yes = Effect.assign(applyStarted, flag.mask(true));
        Effect no = Effect.assign(applyStarted, flag.mask(false));
        return List.of(
                Variant.of("nothing was applied", Meaning.OUTCOMES, no).when(system, in(AS_IT_WAS)),
                Variant.of("nothing was applied", Meaning.OUTCOMES, no, set(system, AS_IT_WAS))
                        .when(system, in(PERHAPS_CHANGED)),
                Variant.of("apply had started", Meaning.OUTCOMES, yes, set(system, CHANGED))
                        .when(system, in(PERHAPS_CHANGED)),
                Variant.of("apply had started", Meaning.OUTCOMES, yes)
                        .when(system, notIn(in(AS_IT_WAS, PERHAPS_CHANGED), State.class)));
    }

    List<Effect> fresh() {
        List<Effect> effects = new ArrayList<>();
        for (int variable : new int[] {system, backup, users, brackets, stop, trouble, repeat, purpose}) {
            effects.add(Effect.assign(variable, 1));
        }
        return effects;
    }

    Effect repeat(boolean ordered) {
        return set(repeat, ordered ? Repeat.ORDERED : Repeat.NOT_ORDERED);
    }

    Effect purpose(Purpose value) {
        return set(purpose, value);
    }

    /** What must not be left behind when the unit is. */
    List<Check> checksAtEnd() {
        return List.of(
                check(Rule.R36, "leaves a change that was not checked", systemIs(PERHAPS_CHANGED, CHANGED)),
                check(Rule.R40, "leaves failed checks on which nobody decided", systemIs(CHECKS_FAILED)),
                check(
                        Rule.R40,
                        "leaves a rollback that was not verified",
                        systemIs(GOING_BACK, TAKEN_BACK, STILL_NOT_AS_BEFORE)),
                check(
                        Rule.R22,
                        "ends a rehearsal without the way back",
                        systemIs(CHECKS_PASSED, DECIDED_ON),
                        new Guard(purpose, in(Purpose.REHEARSAL))),
                check(Rule.R35, "ends before it is certain that nothing runs", new Guard(stop, in(Stop.NOT_CONFIRMED))),
                check(
                        Rule.QUIESCE_UNDONE,
                        "leaves the system closed to its users",
                        new Guard(users, in(Users.BETWEEN, Users.OUT))),
                check(Rule.BRACKET_UNDONE, "leaves the brackets around the unit open", new Guard(brackets, in(OPEN))));
    }
}

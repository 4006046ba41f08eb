package org.liftlock.proof;

import static org.liftlock.proof.UnitState.Brackets.OPEN;
import static org.liftlock.proof.UnitState.State.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.liftlock.process.Topic;
import org.liftlock.proof.Transition.Effect;
import org.liftlock.proof.Transition.Guard;
import org.liftlock.proof.UnitState.*;

/**
 * What is known about one unit of change while its steps run, as variables of the net: how its system is, how far its
 * backup is, whether users are out. A process that is called for another unit starts with a fresh one; one that is handed
 * {@code unitId} goes on with that of its caller.
 */
final class Unit {

    private static final List<String> NOT_DONE = List.of(Meaning.REFUSED, "FAILED", "UNKNOWN");
    private static final List<String> DONE = List.of(Meaning.SUCCEEDED);

    final int system;
    final int backup;
    final int users;
    final int brackets;
    final int stop;
    private final int trouble;
    final int repeat;
    final int purpose;
    private final UnitRules rules;

    Unit(Net net, String name, Upgrade upgrade) {
        system = variable(net, name, State.class);
        backup = variable(net, name, Backup.class);
        users = variable(net, name, Users.class);
        brackets = variable(net, name, Brackets.class);
        stop = variable(net, name, Stop.class);
        trouble = variable(net, name, Trouble.class);
        repeat = variable(net, name, Repeat.class);
        purpose = variable(net, name, Purpose.class);
        rules = new UnitRules(this, upgrade);
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

    Guard systemIs(State... some) {
        return new Guard(system, in(some));
    }

    UnitRules rules() {
        return rules;
    }

    // ---- start of a step

    List<Effect> effectsAtStart(Topic topic) {
        return switch (topic) {
            case OPEN_BRACKETS, OPEN_BRACKETS_BEFORE_GOING_BACK -> List.of(set(brackets, OPEN));
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
}

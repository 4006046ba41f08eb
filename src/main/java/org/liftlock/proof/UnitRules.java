package org.liftlock.proof;

import static org.liftlock.proof.UnitState.Brackets.OPEN;
import static org.liftlock.proof.UnitState.State.*;

import java.util.ArrayList;
import java.util.List;
import org.liftlock.process.Topic;
import org.liftlock.proof.Transition.Check;
import org.liftlock.proof.Transition.Guard;
import org.liftlock.proof.UnitState.*;

/** What must not be so when a step of a unit starts, and when the unit is left. */
final class UnitRules {

    private final Unit unit;
    private final Upgrade upgrade;

    UnitRules(Unit unit, Upgrade upgrade) {
        this.unit = unit;
        this.upgrade = upgrade;
    }

    private static Check check(Rule rule, String sentence, Guard... guards) {
        return new Check(rule, List.of(guards), new int[0], sentence);
    }

    List<Check> checksAtStart(Topic topic) {
        List<Check> checks = new ArrayList<>();
        if (Meaning.touches(topic) && topic != Topic.STOP_RUNNING_STEP) {
            checks.add(check(
                    Rule.R35,
                    "starts before it is certain that the step cut off by the stop has ended",
                    new Guard(unit.stop, Unit.in(Stop.NOT_CONFIRMED))));
        }
        if (topic.kind() == Topic.Kind.FORWARD) {
            Guard real = new Guard(unit.purpose, Unit.in(Purpose.REAL));
            checks.add(
                    check(Rule.R28, "touches a system without the approval of the plan", real, upgrade.notApproved()));
            checks.add(check(Rule.R31, "touches a system outside an open window", real, upgrade.windowClosed()));
        }
        checks.addAll(checksOf(topic));
        return checks;
    }

    private List<Check> checksOf(Topic topic) {
        Guard unproven = new Guard(unit.backup, Unit.in(Backup.NONE, Backup.TAKEN));
        Guard inUse = new Guard(unit.users, Unit.notIn(Unit.in(Users.OUT), Users.class));
        return switch (topic) {
            case APPLY_UPGRADE ->
                List.of(
                        check(Rule.R00, "changes the system without a verified backup of the same unit", unproven),
                        check(
                                Rule.R35,
                                "happens a second time although no person has said \"again\"",
                                unit.systemIs(PERHAPS_CHANGED, CHANGED, CHECKS_FAILED, DECIDED_ON, CHECKS_PASSED),
                                new Guard(unit.repeat, Unit.in(Repeat.NOT_ORDERED))));
            case REBOOT_TARGET ->
                List.of(check(Rule.R00, "reboots the system without a verified backup of the same unit", unproven));
            case PROVE_CHECKS_CAN_FAIL ->
                List.of(
                        check(Rule.R00, "breaks the system without a verified backup of the same unit", unproven),
                        check(
                                Rule.R20,
                                "breaks the system on purpose outside a rehearsal",
                                new Guard(unit.purpose, Unit.in(Purpose.REAL))));
            case BACK_UP ->
                List.of(
                        check(Rule.R14, "backs up while users may still write", inUse),
                        check(
                                Rule.R14,
                                "backs up a system that was changed already",
                                new Guard(unit.system, Unit.notIn(Unit.in(AS_IT_WAS), State.class))));
            case ROLL_BACK -> List.of(check(Rule.R14, "restores while users may still write", inUse));
            case RESUME_SYSTEM, RESUME_SYSTEM_UNCHANGED, RESUME_AFTER_GOING_BACK ->
                List.of(
                        check(
                                Rule.R36,
                                "lets users in although the change was not checked",
                                unit.systemIs(PERHAPS_CHANGED, CHANGED)),
                        check(
                                Rule.R40,
                                "lets users in although checks failed and nobody decided on it",
                                unit.systemIs(CHECKS_FAILED)),
                        check(
                                Rule.R40,
                                "lets users in although the rollback was not verified",
                                unit.systemIs(GOING_BACK, TAKEN_BACK, STILL_NOT_AS_BEFORE, HANDED_OVER)));
            default -> List.of();
        };
    }

    /** What must not be left behind when the unit is. */
    List<Check> checksAtEnd() {
        return List.of(
                check(Rule.R36, "leaves a change that was not checked", unit.systemIs(PERHAPS_CHANGED, CHANGED)),
                check(Rule.R40, "leaves failed checks on which nobody decided", unit.systemIs(CHECKS_FAILED)),
                check(
                        Rule.R40,
                        "leaves a rollback that was not verified",
                        unit.systemIs(GOING_BACK, TAKEN_BACK, STILL_NOT_AS_BEFORE)),
                check(
                        Rule.R22,
                        "ends a rehearsal without the way back",
                        unit.systemIs(CHECKS_PASSED, DECIDED_ON),
                        new Guard(unit.purpose, Unit.in(Purpose.REHEARSAL))),
                check(
                        Rule.R35,
                        "ends before it is certain that nothing runs",
                        new Guard(unit.stop, Unit.in(Stop.NOT_CONFIRMED))),
                check(
                        Rule.QUIESCE_UNDONE,
                        "leaves the system closed to its users",
                        new Guard(unit.users, Unit.in(Users.BETWEEN, Users.OUT))),
                check(
                        Rule.BRACKET_UNDONE,
                        "leaves the brackets around the unit open",
                        new Guard(unit.brackets, Unit.in(OPEN))));
    }
}

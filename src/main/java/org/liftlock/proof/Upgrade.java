package org.liftlock.proof;

import java.util.List;
import org.liftlock.process.Topic;
import org.liftlock.proof.Transition.Check;
import org.liftlock.proof.Transition.Effect;
import org.liftlock.proof.Transition.Guard;

/** What is known about the upgrade as a whole, as variables of the net: approval, window, sign-off. */
final class Upgrade {

    private static final int NO = 1;
    private static final int YES = 2;

    private final int approved;
    private final int windowOpen;
    private final int signedOff;

    Upgrade(Net net) {
        approved = net.variable("approved", NO);
        windowOpen = net.variable("window open", NO);
        signedOff = net.variable("signed off", NO);
    }

    Guard notApproved() {
        return new Guard(approved, NO);
    }

    Guard windowClosed() {
        return new Guard(windowOpen, NO);
    }

    Effect approved(boolean yes) {
        return Effect.assign(approved, yes ? YES : NO);
    }

    Effect windowOpen(boolean yes) {
        return Effect.assign(windowOpen, yes ? YES : NO);
    }

    Effect signedOff(boolean yes) {
        return Effect.assign(signedOff, yes ? YES : NO);
    }

    /** A plan that may change is approved by nobody, opens no window and has seen no sign-off. */
    List<Effect> planChanges() {
        return List.of(approved(false), windowOpen(false), signedOff(false));
    }

    /** Steps after the window, on all targets at once. */
    List<Check> checksAtStart(Topic topic) {
        return switch (topic) {
            case FINISH_CHANGE ->
                List.of(
                        unapproved(),
                        new Check(
                                Rule.R39,
                                List.of(new Guard(signedOff, NO)),
                                new int[0],
                                "destroys the way back without the users' sign-off"));
            case REBUILD_WHAT_WAS_HELD -> List.of(unapproved());
            default -> List.of();
        };
    }

    private Check unapproved() {
        return new Check(
                Rule.R28, List.of(notApproved()), new int[0], "touches a system without the approval of the plan");
    }
}

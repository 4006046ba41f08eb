package org.liftlock.proof;

import java.util.List;
import org.liftlock.process.Bean;
import org.liftlock.process.Topic;
import org.liftlock.proof.Transition.Check;
import org.liftlock.proof.Transition.Effect;
import org.liftlock.proof.Transition.Guard;

/** What is known about the upgrade as a whole, as variables of the net: approval, window, sign-off. */
final class Upgrade {

    private static final int NO = 1;
    private static final int YES = 2;

    /** Approvers were asked, and nobody has counted yet. */
    private static final int ASKED = 4;

    private final int approved;
    private final int windowOpen;
    private final int signedOff;
    private final int inventoried;
    private final int announced;
    private final int watched;

    Upgrade(Net net) {
        approved = net.variable("approved", NO);
        windowOpen = net.variable("window open", NO);
        signedOff = net.variable("signed off", NO);
        inventoried = net.variable("inventory captured", NO);
        announced = net.variable("announced", NO);
        watched = net.variable("watched", NO);
    }

    Guard notApproved() {
        return new Guard(approved, NO | ASKED);
    }

    Guard windowClosed() {
        return new Guard(windowOpen, NO);
    }

    Effect approved(boolean yes) {
        return Effect.assign(approved, yes ? YES : NO);
    }

    Effect approversAsked() {
        return new Effect(approved, approved, new int[] {ASKED, YES, ASKED});
    }

    /** Approvals count only when approvers were asked about this plan. */
    Effect approvalsCounted() {
        return new Effect(approved, approved, new int[] {NO, YES, YES});
    }

    Effect windowOpen(boolean yes) {
        return Effect.assign(windowOpen, yes ? YES : NO);
    }

    Effect signedOff(boolean yes) {
        return Effect.assign(signedOff, yes ? YES : NO);
    }

    /** A plan that may change is approved by nobody, opens no window and has seen no sign-off. */
    List<Effect> planChanges() {
        return List.of(
                approved(false),
                windowOpen(false),
                signedOff(false),
                Effect.assign(announced, NO),
                Effect.assign(watched, NO));
    }

    /** Steps for the upgrade as a whole. */
    List<Check> checksAtStart(Topic topic) {
        return switch (topic) {
            case FINISH_CHANGE ->
                List.of(
                        unapproved(),
                        unless(signedOff, Rule.R39, "destroys the way back without the users' sign-off"),
                        unless(watched, Rule.R43, "destroys the way back although the system was not watched"));
            case REBUILD_WHAT_WAS_HELD -> List.of(unapproved());
            default -> List.of();
        };
    }

    List<Check> checksAt(Bean bean) {
        return switch (bean) {
            case SEAL_PLAN -> List.of(unless(inventoried, Rule.R06, "seals a plan although no inventory was captured"));
            case CHECK_GO_AHEAD -> List.of(unless(announced, Rule.R30, "lets it start although nobody was told"));
            default -> List.of();
        };
    }

    List<Effect> effectsAtEnd(Topic topic) {
        return switch (topic) {
            case CAPTURE_INVENTORY -> List.of(Effect.assign(inventoried, YES));
            case ANNOUNCE_UPGRADE -> List.of(Effect.assign(announced, YES));
            case COMPARE_WITH_BASELINE -> List.of(Effect.assign(watched, YES));
            default -> List.of();
        };
    }

    private static Check unless(int flag, Rule rule, String sentence) {
        return new Check(rule, List.of(new Guard(flag, NO)), new int[0], sentence);
    }

    private Check unapproved() {
        return new Check(
                Rule.R28, List.of(notApproved()), new int[0], "touches a system without the approval of the plan");
    }
}

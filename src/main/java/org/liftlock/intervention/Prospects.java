package org.liftlock.intervention;

import org.liftlock.approval.Approvals;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.intervention.Prospect.Closed;
import org.liftlock.intervention.Prospect.Open;
import org.liftlock.lifecycle.Cancellations;
import org.liftlock.lifecycle.Stage;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Whereabouts;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.springframework.stereotype.Component;

/** Tells what an intervention would lead to where an upgrade stands now, in the words its reader decides by. */
@Component
class Prospects {

    private final Units units;
    private final Plans plans;
    private final Approvals approvals;
    private final Cancellations cancellations;
    private final Whereabouts whereabouts;

    Prospects(Units units, Plans plans, Approvals approvals, Cancellations cancellations, Whereabouts whereabouts) {
        this.units = units;
        this.plans = plans;
        this.approvals = approvals;
        this.cancellations = cancellations;
        this.whereabouts = whereabouts;
    }

    Prospect of(Upgrade upgrade, Intervention intervention) {
        if (upgrade.stage() == Stage.CLOSED) {
            return new Closed(upgrade.key() + " is closed; ask for a new upgrade");
        }
        return switch (intervention) {
            case CANCEL -> cancel(upgrade);
            case REVOKE_APPROVAL -> revoke(upgrade);
            case REPORT_TROUBLE -> report(upgrade);
        };
    }

    private Prospect cancel(Upgrade upgrade) {
        String key = upgrade.key();
        if (cancellations.by(key).isPresent()) {
            return new Closed(key + " was cancelled by " + cancellations.by(key).get()
                    + " already; its page shows how far that is");
        }
        return switch (upgrade.stage()) {
            case ASSESSMENT ->
                new Open("Nothing was touched, and nothing will be. Its open tasks disappear, and it closes"
                        + " as cancelled. That cannot be undone; a new request starts from the beginning.");
            case PREPARATION ->
                rehearsing(key)
                        ? new Open("The rehearsal is stopped, and the system it runs on is put back as it was."
                                + " Nothing in " + upgrade.environment()
                                + " is touched. Then the upgrade closes as cancelled. That"
                                + " cannot be undone.")
                        : new Open("Nothing was touched in " + upgrade.environment() + ", and nothing will be. Its open"
                                + " tasks disappear, and it closes as cancelled. That cannot be undone; a new request"
                                + " starts from the beginning.");
            case WAITING ->
                new Open("Nothing was touched in " + upgrade.environment() + ", and nothing will be. Its"
                        + " window is given up, its users are told, and it closes as cancelled. That cannot be undone; a"
                        + " new request starts from the beginning.");
            case EXECUTION -> whereabouts.changesTargets(key) ? stopAndGoBack(key) : leftBehind(key);
            case VERIFICATION ->
                new Closed(key + " is past its window: the new version is in use, and cannot be"
                        + " cancelled any more. If it does not work, report trouble or say so in the sign-off; the decider"
                        + " can then have it taken back");
            default -> new Closed(key + " is being closed; ask for a new upgrade");
        };
    }

    private Prospect stopAndGoBack(String key) {
        return new Open(
                "Steps that run now are stopped. Targets that were changed already are restored from their proven"
                        + " backups and checked, the last one first" + wayBack(key)
                        + "; what users have entered there since may"
                        + " be lost. Targets that were not changed go on as they are. Nobody is asked again, and it cannot be"
                        + " called off.");
    }

    private static Prospect leftBehind(String key) {
        return new Closed(
                key + " changes nothing just now: it waits for the decision on the targets left behind, or takes"
                        + " targets back already. To have all taken back, answer \"Decide on targets left behind\" with that");
    }

    private String wayBack(String key) {
        return plans.newest(key)
                .map(plan -> " (the plan has "
                        + Math.max(1, plan.estimates().rollBack().toMinutes()) + " min for each)")
                .orElse("");
    }

    private Prospect revoke(Upgrade upgrade) {
        String key = upgrade.key();
        if (upgrade.stage().compareTo(Stage.EXECUTION) > 0
                || upgrade.stage() == Stage.EXECUTION && !whereabouts.changesTargets(key)) {
            return new Closed(
                    key + " is past its window, so its approval has done its work; if the new version does not"
                            + " work, report trouble, and the decider can have it taken back");
        }
        if (cancellations.by(key).isPresent()) {
            return new Closed(key + " is cancelled already; nothing more of it starts");
        }
        if (approvals.standing(key) == 0) {
            return new Closed(key + " has no approval that could be taken back. To keep it from starting, cancel it"
                    + upgrade.request()
                            .template()
                            .map(name -> "; it follows the template " + name
                                    + ", and a new revision of that withdraws the approval too")
                            .orElse(""));
        }
        return new Open(
                switch (upgrade.stage()) {
                    case EXECUTION ->
                        "No further step of the change starts. A step that runs now goes on to its end, and"
                                + " what protects or restores is never held up. " + decider(key)
                                + " To have it stopped and taken back at once, cancel it instead.";
                    case WAITING ->
                        "The upgrade leaves its window and goes back to planning. Nothing is touched until a"
                                + " plan is approved anew.";
                    default ->
                        "Every approval given so far stops counting. Once the answers still open are in, the"
                                + " upgrade goes back to planning. Nothing is touched until a plan is approved anew.";
                });
    }

    private String decider(String key) {
        return plans.newest(key)
                .map(plan -> "The decider (" + plan.decider() + ", else " + plan.deputy()
                        + ") is asked at once what to do; " + silence(plan))
                .orElse("The decider is asked at once what to do.");
    }

    private static String silence(Plan plan) {
        return plan.noAnswer() == NoAnswer.ROLL_BACK
                ? "with no answer, everything is taken back."
                : "with no answer, what was agreed is done: "
                        + plan.noAnswer().name().toLowerCase().replace('_', ' ') + ".";
    }

    private Prospect report(Upgrade upgrade) {
        String key = upgrade.key();
        if (upgrade.stage().compareTo(Stage.VERIFICATION) < 0) {
            return new Closed(key + " is not in use yet, so there is nothing to report of it. If the window is open and"
                    + " something is wrong, cancel it: it is stopped and taken back");
        }
        if (upgrade.stage() == Stage.VERIFICATION && whereabouts.watches(key)) {
            return new Open(
                    "The watch counts the system as not healthy, whatever its figures say, and the decider is asked"
                            + " at once: a passing disturbance, a known issue, or a reason to go back? Nothing is taken back"
                            + " before somebody has decided that.");
        }
        return new Closed(key + " is not watched any more. If its sign-off is still open, answer it with \"does not"
                + " work\"; else ask for a new upgrade that repairs it");
    }

    private boolean rehearsing(String key) {
        return units.of(key).stream()
                .anyMatch(unit -> unit.mode() == UnitOfChange.Mode.REHEARSE
                        && unit.result().isEmpty());
    }
}

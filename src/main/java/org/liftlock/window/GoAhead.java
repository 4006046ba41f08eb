package org.liftlock.window;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liftlock.approval.Approvals;
import org.liftlock.backup.Bases;
import org.liftlock.communication.MessageKind;
import org.liftlock.communication.Outbox;
import org.liftlock.lifecycle.Cancellations;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.springframework.stereotype.Component;

/** The last look before the first step. */
@Component
class GoAhead {

    private static final String ORIGIN = "check-go-ahead";

    private final Windows windows;
    private final Plans plans;
    private final Approvals approvals;
    private final Cancellations cancellations;
    private final Outbox outbox;
    private final Findings findings;
    private final Conflicts conflicts;
    private final Bases bases;
    private final Clock clock;

    GoAhead(
            Windows windows,
            Plans plans,
            Approvals approvals,
            Cancellations cancellations,
            Outbox outbox,
            Findings findings,
            Conflicts conflicts,
            Bases bases,
            Clock clock) {
        this.windows = windows;
        this.plans = plans;
        this.approvals = approvals;
        this.cancellations = cancellations;
        this.outbox = outbox;
        this.findings = findings;
        this.conflicts = conflicts;
        this.bases = bases;
        this.clock = clock;
    }

    /** @return "yes", "not-yet" (look again soon), "prepare" (backups), "replan" or "cancel" */
    String check(String upgradeKey) {
        if (cancellations.by(upgradeKey).isPresent()) {
            return "cancel";
        }
        MaintenanceWindow window = windows.of(upgradeKey).orElseThrow();
        Plan plan = plans.newest(upgradeKey).orElseThrow();
        Instant now = clock.instant();
        Optional<Finding> obstacle = obstacle(upgradeKey, window, plan, now);
        findings.replace(upgradeKey, ORIGIN, obstacle.map(List::of).orElse(List.of()));
        if (obstacle.isPresent()) {
            return "replan";
        }
        if (bases.due(upgradeKey, window).filter(due -> !now.isBefore(due)).isPresent()) {
            return "prepare";
        }
        return window.opened(now) && outbox.allSent(upgradeKey, MessageKind.ANNOUNCE_UPGRADE) ? "yes" : "not-yet";
    }

    private Optional<Finding> obstacle(String upgradeKey, MaintenanceWindow window, Plan plan, Instant now) {
        if (window.left(now).compareTo(plan.estimates().total()) < 0) {
            boolean unsent = !outbox.allSent(upgradeKey, MessageKind.ANNOUNCE_UPGRADE);
            return Optional.of(
                    unsent
                            ? blocks(
                                    RuleId.R30,
                                    "The announcement was not sent in time; the window is too short by now",
                                    "Look at the failed messages on the landing page, then plan a new window")
                            : blocks(
                                    RuleId.R31,
                                    "What is left of the window no longer fits the upgrade and its way back",
                                    "Plan a new window"));
        }
        Optional<String> missing = approvals.missing(upgradeKey);
        if (missing.isPresent()) {
            return Optional.of(blocks(RuleId.R28, missing.get(), "Have the plan as it is now approved"));
        }
        List<String> colliding = conflicts.now(upgradeKey, window);
        return colliding.isEmpty()
                ? Optional.empty()
                : Optional.of(blocks(RuleId.R26, String.join("; ", colliding), "Plan another window"));
    }

    private static Finding blocks(RuleId rule, String sentence, String remedy) {
        return new Finding(rule, Severity.BLOCKS, ORIGIN, "window", sentence, remedy);
    }
}

package org.liftlock.planning;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.Durations;
import org.liftlock.descriptor.Rollout;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.RuleId;

/**
 * Whether two versions may serve users side by side, and for how long (R11). Where they may not, all targets form one unit
 * and are raised together; where nobody has said anything, the approver learns of it.
 */
public final class MixedVersions {

    private MixedVersions() {}

    public static List<Finding> check(UpgradeDescription upgrade) {
        String environment = upgrade.request().environment();
        int units = Sealing.groups(upgrade, environment, upgrade.targets(environment))
                .size();
        return units < 2 ? List.of() : List.of(finding(upgrade.rollout(), units));
    }

    private static Finding finding(Rollout rollout, int units) {
        String raised = units + " units are raised one after another";
        Optional<Duration> mixed = rollout.mixed();
        if (mixed.isEmpty()) {
            return finding(
                    Severity.WARNS,
                    raised + ", and nothing says whether both versions may be in use side by side",
                    "Say rollout: {mixed: 2h} when they may, for that long, or rollout: together when they may not");
        }
        String allowed = "both versions may be in use side by side for " + Durations.write(mixed.get());
        return rollout.watchPilot().compareTo(mixed.get()) > 0
                ? finding(
                        Severity.BLOCKS,
                        "The pilot alone is watched for " + Durations.write(rollout.watchPilot()) + ", but " + allowed,
                        "Watch the pilot for a shorter time, or ask the maker whether the versions get along for longer")
                : finding(Severity.TELLS, raised + "; " + allowed, "Compare this with the length of the rollout");
    }

    private static Finding finding(Severity severity, String sentence, String remedy) {
        return new Finding(RuleId.R11, severity, PlanRules.ORIGIN, "rollout", sentence, remedy);
    }
}

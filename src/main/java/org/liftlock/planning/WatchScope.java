package org.liftlock.planning;

import java.util.List;
import java.util.Map;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.verification.CheckPurpose;

/**
 * Whether there is anything that can be measured of every target, before and after (R42). Where there is not, the watch ends
 * with a question that nobody can answer from figures; who approves shall know it beforehand.
 */
public final class WatchScope {

    private WatchScope() {}

    /** What is held out of use is not watched, so nothing is missing of it. */
    public static List<Finding> check(UpgradeDescription upgrade) {
        String environment = upgrade.request().environment();
        List<String> blind = upgrade.targets(environment).stream()
                .map(target -> upgrade.preview(environment, target, Map.of()))
                .filter(target -> !target.held())
                .filter(target -> target.checks().stream().noneMatch(CheckPurpose::isWatched))
                .map(TargetDescription::target)
                .map(Object::toString)
                .toList();
        return blind.isEmpty()
                ? List.of()
                : List.of(new Finding(
                        RuleId.R42,
                        Severity.WARNS,
                        PlanRules.ORIGIN,
                        "watch",
                        "Nothing is measured, neither before nor after, of " + String.join(", ", blind)
                                + ", so nobody will be told whether it is worse than before",
                        "Describe a web check (http), or a core check that only reads: tcp, sql, log, prometheus, or"
                                + " another with only_reads: true; or approve, and see for yourself"));
    }
}
